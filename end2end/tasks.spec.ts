// Tasks (T-38): made by hand and from the gaps of the map, worked off in the deal and from one's own list, by two users.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "./test";
import { demoServer } from "./demo";
import { MAIN_DEAL, STARTED_WITHIN_MS, choose, enter, openMap, picture, saved } from "./people";

const server = demoServer("each");

/** A deal of the demo without a task. */
const SMALL_DEAL = "99638e77-68a4-8c45-9a3d-98ab1c7db640";
const shots = new URL("../target/end2end/tasks/", import.meta.url).pathname;

async function openTasks(page: Page, deal = MAIN_DEAL): Promise<void> {
  await page.goto(`${server.url}/w/deals/${deal}/tasks`);
  await expect(page.locator(".tasks")).toBeVisible({ timeout: STARTED_WITHIN_MS });
}

/** The row of a task, by what is to be done. */
const row = (page: Page, text: string): Locator => page.locator(".task").filter({ has: page.locator(`.task-open:text-is("${text}"), b:text-is("${text}")`) });

async function add(page: Page, text: string, owner?: string): Promise<void> {
  if (owner) await page.locator(".task-add select").selectOption({ label: owner });
  await page.locator(".task-add input[type=text]").fill(text);
  await page.keyboard.press("Enter");
  await expect(row(page, text)).toBeVisible();
}

test("a task is added by keyboard, edited in its line, ticked, deleted, and each step taken back", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openTasks(page);
  await add(page, "送技术方案");
  await expect(page.locator(".task-add input[type=text]")).toBeFocused();

  const line = row(page, "送技术方案");
  await line.getByLabel("任务内容").fill("送技术方案两套");
  await page.keyboard.press("Enter");
  await expect(row(page, "送技术方案两套")).toBeVisible();

  await row(page, "送技术方案两套").getByRole("checkbox").click();
  await expect(row(page, "送技术方案两套")).toHaveCount(0);
  await page.locator("h1").click();
  await page.keyboard.press("Control+z");
  await expect(row(page, "送技术方案两套").getByRole("checkbox")).not.toBeChecked();

  await page.getByRole("button", { name: "删除: 送技术方案两套" }).click();
  await expect(row(page, "送技术方案两套")).toHaveCount(0);
  await page.locator("h1").click();
  await page.keyboard.press("Control+z");
  await expect(row(page, "送技术方案两套")).toBeVisible();
  await saved(page);
});

test("the sheet of a task holds everything, and what is wrong is said there", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openTasks(page);
  await add(page, "约见总经理");
  await page.getByRole("button", { name: "查看详情: 约见总经理" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("状态").selectOption("进行中");
  await sheet.getByLabel("截止日期").fill("2000-01-02");
  await sheet.getByLabel("截止日期").blur();
  await sheet.getByLabel("涉及的人").selectOption({ index: 1 });
  const about = await sheet.getByLabel("涉及的人").locator("option:checked").innerText();
  await sheet.getByLabel("备注").fill("带上二期的验收报告");
  await sheet.getByLabel("备注").blur();
  await sheet.getByLabel("任务内容").fill("");
  await sheet.getByLabel("任务内容").blur();
  await expect(sheet.getByText("任务内容不能为空")).toBeVisible();
  await sheet.getByLabel("任务内容").press("Escape");
  await sheet.locator(".dialog-foot").getByRole("button", { name: "关闭" }).click();
  const line = row(page, "约见总经理");
  await expect(line).toContainText("进行中");
  await expect(line).toContainText("逾期");
  await expect(line).toContainText(about);
  await expect(page.locator('[data-group="Overdue"]')).toContainText("约见总经理");
  await saved(page);
  await page.reload();
  await page.getByRole("button", { name: "查看详情: 约见总经理" }).click();
  await expect(page.getByRole("dialog").getByLabel("备注")).toHaveValue("带上二期的验收报告");
});

test("a gap of the map becomes a task with owner and day in one click, and only once", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const gap = page.locator(".pm-gaps li").first();
  const who = await gap.locator("b").innerText();
  await gap.getByRole("button", { name: "建任务" }).click();
  await expect(gap.getByText("已建任务")).toBeVisible();
  await expect(gap.getByRole("button", { name: "建任务" })).toHaveCount(0);
  await saved(page);
  await page.getByRole("link", { name: "任务", exact: true }).click();
  const task = page.locator('[data-group="Soon"] .task').filter({ hasText: who });
  await expect(task).toHaveCount(1);
  await expect(task.locator(".task-owner option:checked")).not.toHaveText("（未指定）");
});

test("the focus in a list of gaps stays while a colleague edits somebody", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openMap(wu, server);
  await openMap(yang, server);
  const line = wu.locator(".pm-gaps li").first().locator(".pm-gap");
  await line.evaluate((one) => (one.dataset.mine = ""));
  await line.focus();
  const who = await line.locator("b").innerText();
  await yang.keyboard.press("l");
  const name = yang.getByLabel(`${who}：姓名`, { exact: true });
  await name.fill("丁一一");
  await name.press("Enter");
  await expect(line.locator("b")).toContainText("丁一一");
  await expect(wu.locator("[data-mine]")).toBeFocused();
});

test("two users work on one list, and one's own tasks of all deals can be ticked away from the deal", async ({ browser }) => {
  const ar = await enter(browser, server, "wulei");
  const sr = await enter(browser, server, "yangjie");
  await openTasks(ar);
  await openTasks(sr);
  await add(ar, "准备讲标", "杨洁");
  await expect(row(sr, "准备讲标")).toBeVisible();
  await saved(ar);

  await sr.goto(`${server.url}/w/tasks`);
  await expect(row(sr, "准备讲标")).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await row(sr, "准备讲标").getByRole("checkbox").click();
  await expect(row(ar, "准备讲标")).toHaveCount(0);
  await sr.getByRole("button", { name: "撤销" }).click();
  await expect(row(ar, "准备讲标")).toBeVisible();
});

test("the lists of gaps stand by kind with their counts, and each line becomes a task of its own kind", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openMap(page, server);
  const lists = page.locator(".pm-gap-list");
  expect(await lists.count()).toBeGreaterThan(3);
  for (const list of await lists.all()) {
    const count = Number(await list.locator("summary small").innerText());
    const more = list.getByRole("button", { name: /^全部/ });
    if (count > 3) await more.click();
    await expect(list.locator("li")).toHaveCount(count);
  }
  await picture(page, `${shots}gaps.png`);
  // Who is in two lists has a task from each.
  const ahead = page.locator('[data-topic="RivalAhead"] li').first();
  const who = await ahead.locator("b").innerText();
  const below = page.locator('[data-topic="BelowSupport"] li').filter({ hasText: who });
  await ahead.getByRole("button", { name: "建任务" }).click();
  await expect(ahead.getByText("已建任务")).toBeVisible();
  await below.getByRole("button", { name: "建任务" }).click();
  await expect(below.getByText("已建任务")).toBeVisible();
  await saved(page);

  await page.goto(`${server.url}/w/tasks`);
  const mine = page.locator(".task").filter({ hasText: who }).first();
  await expect(mine).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await expect(mine.locator("[data-about]")).toHaveText(who);
  await mine.getByRole("combobox").selectOption({ label: "进行中" });
  await expect(mine).toHaveAttribute("data-state", "doing");
  await picture(page, `${shots}mine.png`);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  const text = await mine.locator("b").innerText();
  await mine.getByRole("combobox").selectOption({ label: "已取消" });
  await expect(page.locator('[data-group="Closed"] .task').filter({ hasText: text })).toContainText("已取消");
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(row(page, text)).toHaveAttribute("data-state", "doing");
});

test("states set one after the other in several deals all arrive, and the last word on one task holds", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  for (const [deal, text] of [[SMALL_DEAL, "约见新任总监"], [MAIN_DEAL, "准备讲标"]] as const) {
    await openTasks(page, deal);
    await add(page, text, "吴磊");
    await saved(page);
  }
  await page.goto(`${server.url}/w/tasks`);
  const [one, other] = [row(page, "约见新任总监"), row(page, "准备讲标")];
  await expect(one).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await one.getByRole("combobox").selectOption({ label: "进行中" });
  await other.getByRole("combobox").selectOption({ label: "进行中" });
  await one.getByRole("combobox").selectOption({ label: "待办" });
  await one.getByRole("combobox").focus();
  await expect(other).toHaveAttribute("data-state", "doing");
  await expect(one).toHaveAttribute("data-state", "open");
  await saved(page);
  await expect(one.getByRole("combobox")).toBeFocused();
  for (const [deal, text, state] of [[SMALL_DEAL, "约见新任总监", "open"], [MAIN_DEAL, "准备讲标", "doing"]] as const) {
    await openTasks(page, deal);
    await expect(row(page, text)).toHaveAttribute("data-state", state);
  }
});

test("a member of the working group reports on his own task and plans nothing", async ({ browser }) => {
  const ar = await enter(browser, server, "wulei");
  await openTasks(ar);
  const group = await ar.locator(".task-add select option").allInnerTexts();
  expect(group).toContain("魏楠");
  await add(ar, "测算报价", "魏楠");
  await add(ar, "写总结", "吴磊");
  await saved(ar);
  const member = await enter(browser, server, "weinan");
  await openTasks(member);
  await expect(row(member, "测算报价")).toBeVisible();
  await expect(member.locator(".task-add")).toHaveCount(0);
  await expect(row(member, "写总结").getByRole("checkbox")).toBeDisabled();
  await row(member, "测算报价").getByRole("checkbox").click();
  await expect(row(ar, "测算报价")).toHaveCount(0);
});

for (const lang of ["zh-CN", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
      test(`tasks in ${lang}, ${colorScheme}, ${device}`, async ({ browser }) => {
        const phone = device === "phone";
        const page = await enter(browser, server, "wulei", { locale: lang, colorScheme, viewport, hasTouch: phone, isMobile: phone });
        await choose(page, lang);
        await openMap(page, server, SMALL_DEAL);
        await openTasks(page, SMALL_DEAL);
        const look = async (name: string): Promise<void> => {
          await picture(page, `${shots}${lang}-${colorScheme}-${device}-${name}.png`);
          expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
        };
        await look("none");
        for (const text of ["Call the chair", "送样机到测试中心，并约好验收的时间和参加的人"]) await add(page, text);
        await look("list");
        const open = phone ? page.locator(".task-open").first() : page.locator(".task-more").first();
        await open.click();
        await look("sheet");
        await page.keyboard.press("Escape");
        await saved(page);
        await openTasks(page);
        await look("many");
        await page.goto(`${server.url}/w/tasks`);
        await expect(page.locator(".task").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
        await look("mine");
      });
    }
  }
}
