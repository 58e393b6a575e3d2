// Talk about what the diagrams show: a colleague is mentioned, sees it while it is new, reads, answers; it is settled.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "./test";
import { demoServer } from "./demo";
import { atRest, card, choose, enter, openMap, picture, saved, signIn, wire, MAIN_DEAL, STARTED_WITHIN_MS } from "./people";

const server = demoServer("each");

const LI_MIN = "采购部长 李敏";
const mark = (page: Page, name: string) => card(page, name).locator(".talk-mark");
const field = (page: Page) => page.getByRole("textbox", { name: "说说看法，输入 @ 提到同事" });
const row = (page: Page, text: string) => page.locator(".talk-row", { hasText: text });

async function axeIsClean(page: Page): Promise<void> {
  await atRest(page);
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

/** Writes about a person of the map by keyboard. */
async function say(page: Page, name: string, text: string): Promise<void> {
  await card(page, name).click();
  await page.keyboard.press("d");
  await expect(field(page)).toBeFocused();
  await field(page).fill(text);
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".talk-thread", { hasText: text })).toBeVisible();
}

test("a colleague who is mentioned sees it while it is new, reads, answers, and the thread is settled", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  for (const page of [wu, yang]) await openMap(page, server);

  // The team is offered behind the sign: by keys, with a part of the name.
  await card(wu, LI_MIN).click();
  await wu.keyboard.press("d");
  await field(wu).pressSequentially("谁下周去拜访？@杨");
  await expect(wu.locator(".talk-team").getByRole("option")).toHaveText(["杨杨洁"]);
  await wu.keyboard.press("Enter");
  await expect(field(wu)).toHaveValue("谁下周去拜访？@杨洁 ");
  await wu.keyboard.press("Control+Enter");
  await expect(field(wu)).toHaveValue("");
  await expect(wu.locator(".talk-name")).toHaveText("@杨洁");
  await expect(mark(wu, LI_MIN)).toHaveAttribute("data-talk", "read");

  // Live on the other screen, unread, in words too.
  await expect(mark(yang, LI_MIN)).toHaveAttribute("data-talk", "unread");
  await expect(card(yang, LI_MIN)).toHaveAttribute("aria-label", /讨论 1 条 · 1 条未读$/);
  await expect(yang.getByRole("navigation").getByRole("link", { name: "权力地图" })).toContainText("1");
  await expect(yang).toHaveTitle(/^\(1\) /);
  await expect(row(yang, "谁下周去拜访")).toHaveAttribute("data-talk", "unread");
  await expect(row(yang, "谁下周去拜访")).toContainText("提到了你");
  if (process.env.PICTURES) await picture(yang, `${process.env.PICTURES}/unread.png`);

  // The overview leads there; what was on the screen is read, also for the next visit.
  await row(yang, "谁下周去拜访").getByRole("button").click();
  await expect(yang.locator(".talk-thread")).toContainText("谁下周去拜访？@杨洁");
  await expect(mark(yang, LI_MIN)).toHaveAttribute("data-talk", "read");
  await expect(yang.locator(".talk-badge")).toHaveCount(0);
  await expect(yang).not.toHaveTitle(/^\(/);
  await yang.getByRole("button", { name: "回复" }).click();
  await yang.getByRole("textbox", { name: "回复 吴磊" }).fill("我周三去，带上 @吴磊");
  await yang.keyboard.press("Control+Enter");
  await expect(yang.locator(".talk-one")).toHaveCount(2);
  await saved(yang);
  await yang.reload();
  await expect(mark(yang, LI_MIN)).toHaveAttribute("data-talk", "read", { timeout: STARTED_WITHIN_MS });

  // He has the thread before his eyes: the answer is read when it comes.
  await expect(wu.locator(".talk-one")).toHaveCount(2);
  await expect(mark(wu, LI_MIN)).toHaveAttribute("data-talk", "read");
  if (process.env.PICTURES) await picture(wu, `${process.env.PICTURES}/thread.png`);
  await axeIsClean(wu);
  await wu.getByRole("button", { name: "标为已解决" }).click();
  await expect(mark(wu, LI_MIN)).toHaveCount(0);
  await expect(mark(yang, LI_MIN)).toHaveCount(0);
  await expect(wu.getByText("已解决 1 条")).toBeVisible();

  // One gesture, taken back as every other; and opened again by the other one.
  await wu.keyboard.press("Escape");
  await card(wu, LI_MIN).focus();
  await wu.keyboard.press("Control+z");
  await expect(mark(yang, LI_MIN)).toHaveCount(1);
});

test("what was begun outlasts the panel, one's own is changed and taken back, and nobody changes what others said", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  for (const page of [wu, yang]) await openMap(page, server);
  await card(wu, LI_MIN).click();
  await wu.keyboard.press("d");
  await field(wu).fill("先问清楚");
  await wu.keyboard.press("Escape");
  await wu.keyboard.press("Escape");
  await expect(field(wu)).toHaveCount(0);
  await card(wu, LI_MIN).click();
  await expect(field(wu)).toHaveValue("先问清楚");
  await wu.getByRole("button", { name: "发送" }).click();
  const said = (page: Page) => page.locator(".talk-one", { hasText: "先问清楚" });
  await said(wu).getByRole("button", { name: "修改" }).click();
  await wu.getByRole("textbox", { name: "修改" }).fill("先问清楚预算");
  await wu.getByRole("button", { name: "保存", exact: true }).click();

  await card(yang, LI_MIN).click();
  await expect(said(yang)).toContainText("先问清楚预算");
  await expect(said(yang).getByRole("button")).toHaveCount(0);

  await said(wu).getByRole("button", { name: "撤回" }).click();
  await expect(said(yang)).toHaveCount(0);
  // A mouse chooses a colleague as well.
  await field(wu).pressSequentially("请 @赵");
  await wu.locator(".talk-team").getByRole("option", { name: "赵强" }).click();
  await expect(field(wu)).toHaveValue("请 @赵强 ");
});

test("whom an edit mentions sees it as new, also when he had read what stood there", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  for (const page of [wu, yang]) await openMap(page, server);
  await say(wu, LI_MIN, "谁去问预算？");
  await expect(mark(yang, LI_MIN)).toHaveAttribute("data-talk", "unread");
  await card(yang, LI_MIN).click();
  await expect(mark(yang, LI_MIN)).toHaveAttribute("data-talk", "read");
  await yang.keyboard.press("Escape");
  await expect(yang.locator(".talk-thread")).toHaveCount(0);

  const said = wu.locator(".talk-one", { hasText: "谁去问预算？" });
  await said.getByRole("button", { name: "修改" }).click();
  await wu.getByRole("textbox", { name: "修改" }).fill("谁去问预算？@杨洁 可以吗");
  await wu.keyboard.press("Control+Enter");
  await expect(wu.locator(".talk-name")).toHaveText("@杨洁");
  await expect(mark(wu, LI_MIN)).toHaveAttribute("data-talk", "read");
  await expect(row(yang, "谁去问预算")).toHaveAttribute("data-talk", "unread");
  await expect(row(yang, "谁去问预算")).toContainText("提到了你");
});

test("what was read on one device is read on the other, also when it was read without a network", async ({ browser }) => {
  const wu = await enter(browser, server, "wulei");
  const phone = await browser.newContext({ locale: "zh-CN" });
  const [desk, yang] = [await enter(browser, server, "yangjie"), await signIn(phone, server, "yangjie")];
  for (const page of [wu, desk, yang]) await openMap(page, server);
  await say(wu, LI_MIN, "先谈分期");
  for (const page of [desk, yang]) await expect(mark(page, LI_MIN)).toHaveAttribute("data-talk", "unread");
  const told = yang.waitForResponse((answer) => answer.url().includes("/api/me/seen/") && answer.ok());
  await card(yang, LI_MIN).click();
  await expect(mark(yang, LI_MIN)).toHaveAttribute("data-talk", "read");
  await told;
  await openMap(desk, server);
  await expect(mark(desk, LI_MIN)).toHaveAttribute("data-talk", "read");
  await expect(mark(wu, LI_MIN)).toHaveAttribute("data-talk", "read");

  // He reads on the train: it is told when there is a network again.
  await yang.keyboard.press("Escape");
  await say(wu, "总经理 王建国", "再谈付款");
  for (const page of [desk, yang]) await expect(mark(page, "总经理 王建国")).toHaveAttribute("data-talk", "unread");
  await phone.setOffline(true);
  await card(yang, "总经理 王建国").click();
  await expect(mark(yang, "总经理 王建国")).toHaveAttribute("data-talk", "read");
  const later = yang.waitForResponse((answer) => answer.url().includes("/api/me/seen/") && answer.ok());
  await phone.setOffline(false);
  await later;
  await openMap(desk, server);
  await expect(mark(desk, "总经理 王建国")).toHaveAttribute("data-talk", "read");
});

test("without network it is said all the same, and what a colleague took off the map stays readable", async ({ browser }) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const line = await wire(context);
  const yang = await enter(browser, server, "yangjie");
  await openMap(yang, server);
  const wu = await signIn(context, server, "wulei");
  await openMap(wu, server);
  await line.cut();
  await say(wu, "招标主管 何平", "离线写的看法");
  await expect(mark(wu, "招标主管 何平")).toHaveAttribute("data-talk", "read");
  await expect(mark(yang, "招标主管 何平")).toHaveCount(0);
  await line.mend();
  await expect(mark(yang, "招标主管 何平")).toHaveAttribute("data-talk", "unread");

  await card(wu, "招标主管 何平").click();
  await wu.keyboard.press("Escape");
  await card(wu, "招标主管 何平").click();
  await wu.keyboard.press("Delete");
  await expect(card(yang, "招标主管 何平")).toHaveCount(0);
  await expect(row(yang, "离线写的看法")).toContainText("已移除");
  await row(yang, "离线写的看法").getByRole("button").first().click();
  await expect(yang.locator(".talk-thread")).toContainText("离线写的看法");
  await expect(row(yang, "离线写的看法")).toHaveAttribute("data-talk", "read");
});

test("a thread on the chain is found from the map, on the list as on the drawing", async ({ browser }) => {
  const wu = await enter(browser, server, "wulei");
  await wu.goto(`${server.url}/w/deals/${MAIN_DEAL}/chain`);
  const step = wu.locator("[data-item^='step:']").first();
  await expect(step).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await step.focus();
  await wu.keyboard.press("d");
  await field(wu).fill("这一步谁来定？");
  await wu.keyboard.press("Control+Enter");
  await expect(step.locator(".talk-mark")).toHaveCount(1);
  if (process.env.PICTURES) await picture(wu, `${process.env.PICTURES}/chain.png`);
  await wu.getByRole("navigation").getByRole("link", { name: "权力地图" }).click();
  await row(wu, "这一步谁来定").getByRole("button").click();
  await expect(wu).toHaveURL(/\/chain$/);
  await expect(wu.locator(".talk-thread")).toContainText("这一步谁来定？");
  await wu.keyboard.press("Escape");
  await wu.locator(".cv-tools").getByRole("button", { name: "列表" }).click();
  await wu.getByRole("button", { name: "讨论 1 条" }).click();
  await expect(wu.locator(".talk-thread")).toBeVisible();
});

for (const theme of ["light", "dark"] as const) {
  for (const lang of ["zh-CN", "en"] as const) {
    test(`talk is accessible in ${lang}, ${theme}, and works by touch on a phone`, async ({ browser }) => {
      const options = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: theme };
      const page = await enter(browser, server, "wulei", options);
      await choose(page, lang);
      await openMap(page, server);
      const words = lang === "en"
        ? { talk: "Discuss", begin: "Talk about the whole deal", deal: "The deal as a whole", send: "Send" }
        : { talk: "讨论", begin: "谈谈整个项目", deal: "整个项目", send: "发送" };
      await page.locator(".cv-tools").getByRole("button", { name: words.talk }).tap();
      await page.locator(".talk").getByRole("button", { name: words.begin }).tap();
      const field = page.getByRole("textbox", { name: words.deal });
      await field.pressSequentially("@");
      await expect(page.locator(".talk-team").getByRole("option").first()).toBeInViewport({ ratio: 1 });
      await axeIsClean(page);
      if (process.env.PICTURES) await picture(page, `${process.env.PICTURES}/phone-${lang}-${theme}.png`);
      await page.locator(".talk-team").getByRole("option").nth(1).tap();
      await expect(field).toHaveValue(/^@.+ $/);
      await page.getByRole("button", { name: words.send, exact: true }).tap();
      await expect(page.locator(".talk-row")).toHaveCount(1);
      const box = (await page.locator(".talk-row button").first().boundingBox())!;
      expect(box.height).toBeGreaterThanOrEqual(44);
      await axeIsClean(page);
    });
  }
}
