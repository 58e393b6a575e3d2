// What somebody is like, and the questions that lead to a strength.
import { expect, test, type Page } from "./test";
import { demoServer } from "./demo";
import { card, choose, enter, openMap, picture, saved, accessible } from "./people";

test.use({ actionTimeout: 10_000 });

const server = demoServer("each");

const shots = new URL("../target/end2end/look/", import.meta.url).pathname;

test("a profile is filled in by two at once, both texts stay, and a step is undone", async ({ browser }) => {
  const one = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  const other = await enter(browser, server, "yangjie", { viewport: { width: 1440, height: 900 } });
  for (const page of [one, other]) {
    await openMap(page, server);
    await card(page, "总经理").first().click();
    await page.getByText("人物画像").click();
  }
  await expect(one.getByLabel("管理层级")).toHaveValue("0");
  await expect(one.getByLabel("个人需求")).toHaveValue("任内做成省里的样板");
  await one.getByLabel("性格").selectOption({ label: "支配型" });
  await expect(other.getByLabel("性格")).toHaveValue("0");
  await one.getByLabel("对谁").selectOption({ label: "海岳网络" });
  await expect(other.getByLabel("对谁").locator("option:checked")).toHaveText("海岳网络");
  await one.getByLabel("应对策略").fill("先给工程数据，会前一天送到；不承诺做不到的事\n请 Sponsor 出面");
  await other.getByLabel("应对策略").fill("带上样板点报告\n先给工程数据，会前一天送到；不承诺做不到的事");
  await one.getByLabel("应对策略").blur();
  await saved(one);
  await other.getByLabel("应对策略").blur();
  await expect(one.getByLabel("应对策略")).toHaveValue(/带上样板点报告/);
  await expect(one.getByLabel("应对策略")).toHaveValue(/请 Sponsor 出面/);
  await picture(one, `${shots}profile-zh.png`);
  await accessible(one);
  await one.getByLabel("管理层级").selectOption({ label: "管理层" });
  await expect(other.getByLabel("管理层级")).toHaveValue("1");
  await one.getByRole("toolbar").getByRole("button", { name: /撤销/ }).click();
  await expect(other.getByLabel("管理层级")).toHaveValue("0");
});

test("the questions propose a strength, which is saved as any other", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" });
  await choose(page, "en");
  await openMap(page, server);
  await card(page, "Chairman").first().click();
  await page.getByRole("button", { name: /New assessment/ }).click();
  const sheet = page.locator(".pm-assess");
  await sheet.getByRole("button", { name: "Help me judge" }).click();
  for (const answer of ["Yes", "No", "Yes", "No"]) await sheet.getByRole("button", { name: answer, exact: true }).click();
  await expect(sheet).toContainText("Proposed:");
  await expect(sheet.locator(".pm-strengths").getByRole("radio", { checked: true })).toHaveText("−1");
  await sheet.getByRole("button", { name: "Back" }).click();
  await sheet.getByRole("button", { name: "Yes", exact: true }).click();
  await sheet.getByRole("button", { name: "Yes", exact: true }).click();
  await expect(sheet.locator(".pm-strengths").getByRole("radio", { checked: true })).toHaveText("−3");
  await picture(page, `${shots}guide-en-dark.png`);
  await accessible(page);
  await sheet.locator("#pm-evidence").fill("He said so in the board");
  await sheet.getByRole("button", { name: /Save/ }).click();
  await expect(sheet).toHaveCount(0);
  await expect(card(page, "Chairman").first()).toHaveAttribute("aria-label", /−3/);
});

test("the pain ladder is climbed one rung at a time, with evidence and a history the colleague sees", async ({ browser }) => {
  const one = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  const other = await enter(browser, server, "yangjie", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" });
  for (const page of [one, other]) {
    await openMap(page, server);
    await card(page, "采购部长 李敏").first().click();
    await page.locator(".pm-pain > summary").click();
  }
  const ladder = one.locator(".pm-pain");
  const reach = (level: number) => ladder.getByRole("button", { name: `记为第 ${level} 层` });
  await expect(ladder.locator("summary")).toContainText("尚未判断");
  await reach(2).click();
  const form = ladder.locator(".pm-reach");
  await form.getByRole("button", { name: "记录", exact: true }).click();
  await expect(form.getByRole("alert")).toContainText("依据");
  await form.getByLabel("依据").fill("承认现网扩容跟不上");
  await form.getByRole("button", { name: "记录", exact: true }).click();
  await expect(form).toHaveCount(0);
  await expect(reach(2)).toBeFocused();
  await expect(ladder.locator("[aria-current=step]")).toContainText("2 承认问题");
  await expect(ladder.locator("[aria-current=step]")).toContainText("诊断原因");
  await expect(ladder.getByRole("button", { name: "一次只能上一层" })).toBeDisabled();
  await expect(other.locator(".pm-pain .pm-timeline li")).toContainText("承认现网扩容跟不上");
  await expect(other.locator(".pm-pain .pm-timeline").getByRole("button", { name: "撤回" })).toHaveCount(0);

  // What is typed stays when another rung is meant, and when the form is closed by its button.
  await reach(1).click();
  await form.getByLabel("依据").fill("要我们出方案");
  await reach(3).click();
  await expect(reach(1)).toHaveAttribute("aria-expanded", "false");
  await expect(form.getByLabel("依据")).toHaveValue("要我们出方案");
  await reach(3).click();
  await expect(form).toHaveCount(0);
  await reach(3).click();
  await expect(form.getByLabel("依据")).toHaveValue("要我们出方案");
  await form.getByRole("button", { name: "取消" }).click();
  await expect(reach(3)).toBeFocused();
  await reach(3).click();
  await form.getByLabel("依据").fill("要我们出方案");
  await form.getByRole("button", { name: "记录", exact: true }).click();
  await expect(other.locator(".pm-pain > summary")).toContainText("3 方案构建");
  await expect(ladder.locator(".pm-timeline li")).toHaveCount(2);
  await picture(one, `${shots}pain-zh.png`);
  await accessible(one);
  await picture(other, `${shots}pain-dark.png`);
  await accessible(other);
  await ladder.locator(".pm-timeline li").nth(1).getByRole("button", { name: "撤回" }).click();
  await expect(ladder.locator(".pm-timeline li").nth(1)).toContainText("已撤回");
  await one.getByRole("toolbar").getByRole("button", { name: /撤销/ }).click();
  await expect(ladder.locator(".pm-timeline li").nth(1)).not.toContainText("已撤回");
  await one.getByRole("toolbar").getByRole("button", { name: /撤销/ }).click();
  await expect(other.locator(".pm-pain > summary")).toContainText("2 承认问题");
});
