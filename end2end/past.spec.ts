// Looking back: any day of the deal, playing, named snapshots, and what differs between two days; alone, together, and on a phone.
import { readFileSync } from "node:fs";
import { expect, test, type Locator, type Page } from "./test";
import { demoServer } from "./demo";
import { addPerson, assess, card, choose, enter, openMap, picture, saved, accessible } from "./people";

test.use({ actionTimeout: 10_000 });

const server = demoServer("each");

const shots = new URL("../target/end2end/look/", import.meta.url).pathname;
const bar = (page: Page): Locator => page.locator(".past-bar");
const slider = (page: Page): Locator => bar(page).getByRole("slider");
const cards = (page: Page): Locator => page.locator("[data-item^='node:']");

async function lookBack(page: Page): Promise<void> {
  await page.getByRole("button", { name: /查看历史|History and/ }).first().click();
  await expect(bar(page)).toBeVisible();
}

/** Days since 1970 of so many days from now. */
const day = (days: number): string => String(Math.floor(Date.now() / 86_400_000) + days);

test("the map of any day is shown, nothing can be edited there, and today comes back as it was", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openMap(page, server);
  const today = await cards(page).count();
  await lookBack(page);
  await slider(page).fill(day(-510));
  await expect.poll(() => cards(page).count()).toBeLessThan(today / 2);
  await expect(cards(page).first()).toBeVisible();
  await cards(page).first().click();
  await expect(page.getByRole("button", { name: /新增评估/ })).toHaveCount(0);
  await page.keyboard.press("Delete");
  await expect(page.locator(".cv-undo, .toast-refused")).toHaveCount(0);
  await slider(page).press("Home");
  await expect(cards(page)).toHaveCount(0);
  await bar(page).getByRole("button", { name: "回到今天" }).click();
  await expect(bar(page)).toHaveCount(0);
  await expect(cards(page)).toHaveCount(today);
  await saved(page);
});

test("playing goes through the days on which something happened, to today", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openMap(page, server);
  await lookBack(page);
  await slider(page).fill(day(-30));
  await bar(page).getByRole("button", { name: "播放" }).click();
  await expect(bar(page).getByRole("button", { name: "播放" })).toHaveAttribute("aria-pressed", "true");
  const value = async (): Promise<number> => Number(await slider(page).inputValue());
  await expect.poll(value, { timeout: 15_000 }).toBeGreaterThan(Number(day(-30)) + 3);
  await bar(page).getByRole("button", { name: "播放" }).click();
  await expect(bar(page).getByRole("button", { name: "播放" })).toHaveAttribute("aria-pressed", "false");
});

test("two days are compared: who joined, who left as a ghost, what changed from what to what", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openMap(page, server);
  await card(page, "采购部长").click();
  await page.keyboard.press("Delete");
  await expect(card(page, "采购部长")).toHaveCount(0);
  await saved(page);
  await lookBack(page);
  await bar(page).getByRole("button", { name: "对比" }).click();
  const list = page.locator(".past-differences");
  await expect(list).toContainText("采购部长 李敏");
  await expect(list.getByRole("button", { name: /采购部长 李敏/ }).first()).toContainText("已离开");
  await expect(card(page, "采购部长")).toHaveAttribute("data-diff", "left");
  await expect(list.locator("[data-diff=changed] span").first()).toContainText("→");
  await picture(page, `${shots}past-compare-zh.png`);
  await accessible(page);
  await bar(page).getByLabel("与哪一天对比").fill(new Date().toISOString().slice(0, 10));
  await expect(list).toContainText("没有区别");
});

test("what joined, left and changed is marked in the drawing, lines and departments too, and the marks are explained", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openMap(page, server);
  const lines = page.locator(".line[data-diff]");
  const reports = await page.locator(".line .reports").count();
  await card(page, "采购部长 李敏").click();
  await page.locator("#pm-superior").selectOption("");
  await expect(page.locator(".line .reports")).toHaveCount(reports - 1);
  await page.getByLabel(/^外部人员（/).check();
  await saved(page);
  await lookBack(page);
  await bar(page).getByRole("button", { name: "对比" }).click();
  const list = page.locator(".past-differences");
  await expect(list.getByRole("button", { name: /采购部长 李敏/ }).first()).toContainText("外部人员 否 → 是");
  await expect(page.locator('.line[data-diff="left"]').first()).toBeAttached();
  await expect(page.locator('.line[data-diff="left"] .diff-sign').first()).toHaveText("−");
  await expect(card(page, "采购部长 李敏").locator(".diff-sign")).toHaveText("Δ");
  expect(await lines.count()).toBeGreaterThan(0);
  await expect(page.getByRole("list", { name: "图上标记" }).getByRole("listitem")).toHaveCount(3);
  await picture(page, `${shots}past-marks-zh.png`);
  await accessible(page);
});

test("a snapshot is a moment: what changes on the same day differs from it, and a difference leads to its item", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openMap(page, server);
  await lookBack(page);
  await bar(page).getByRole("button", { name: "快照" }).click();
  await page.getByLabel("快照名称").fill("会前");
  await page.getByRole("button", { name: "保存快照" }).click();
  await expect(page.locator(".past-list li")).toHaveCount(1);
  await bar(page).getByRole("button", { name: "回到今天" }).click();
  await saved(page);
  await assess(page, "董事长 陈国栋", "+3", "主动约了方案会");
  await saved(page);

  await lookBack(page);
  await bar(page).getByRole("button", { name: "快照" }).click();
  await page.locator(".past-list").getByRole("button", { name: "对比" }).click();
  const rows = page.locator(".past-differences li button");
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("董事长 陈国栋");
  await expect(rows.first()).toContainText("+3");
  await rows.first().click();
  await expect(card(page, "董事长 陈国栋")).toHaveAttribute("data-selected", "");
});

test("a day begins where the reader lives", async ({ browser }) => {
  // Fourteen hours before Greenwich and eleven behind: on one of the two it is another day there than here, whatever the hour.
  for (const timezoneId of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    const page = await enter(browser, server, "wulei", { timezoneId });
    await openMap(page, server);
    await addPerson(page, "今日新人", timezoneId.slice(8));
    await saved(page);
    await lookBack(page);
    await expect(card(page, `今日新人 ${timezoneId.slice(8)}`)).toHaveCount(1);
    await slider(page).press("ArrowLeft");
    await expect(card(page, `今日新人 ${timezoneId.slice(8)}`)).toHaveCount(0);
  }
});

test("a past day is taken along: the dialog says the day, and the file has that day's people and date", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 }, timezoneId: "UTC" });
  await openMap(page, server);
  await addPerson(page, "今日新人", "秦朗");
  await saved(page);
  const form = page.getByRole("dialog", { name: "导出" });
  const take = async (): Promise<string> => {
    await page.locator(".header").getByRole("button", { name: "导出", exact: true }).click();
    await form.getByLabel("格式").selectOption("svg");
    const [download] = await Promise.all([page.waitForEvent("download"), form.getByRole("button", { name: "下载" }).click()]);
    return readFileSync(await download.path(), "utf8");
  };
  const now = await take();
  expect(now).toContain("秦朗");
  await expect(form.getByText("不是今天的")).toHaveCount(0);
  await expect(form.getByText("只读链接")).toBeVisible();
  await page.keyboard.press("Escape");

  await lookBack(page);
  await slider(page).fill(day(-30));
  await expect(card(page, "今日新人 秦朗")).toHaveCount(0);
  const then = await take();
  expect(then).toContain("陈国栋");
  expect(then).not.toContain("秦朗");
  const date = new Date(Number(day(-30)) * 86_400_000).toISOString().slice(0, 10);
  expect(then).toContain(date);
  expect(now).not.toContain(date);
  await expect(form.getByText("不是今天的")).toContainText((await bar(page).locator(".past-day").textContent())!);
  // A link shows the deal as it is when it is opened.
  await expect(form.getByText("只读链接")).toHaveCount(0);
  const [print] = await Promise.all([page.context().waitForEvent("page"), form.getByRole("button", { name: "打印版" }).click()]);
  await expect(print.locator(".sheet-head")).toContainText(date);
  await expect(print.getByText("秦朗")).toHaveCount(0);
  await print.close();
  await accessible(page);
  await page.keyboard.press("Escape");
  await bar(page).getByRole("button", { name: "回到今天" }).click();
  await expect(bar(page)).toHaveCount(0);
  expect(await take()).toContain("秦朗");
});

test("a named snapshot is there for a colleague, who compares with it", async ({ browser }) => {
  const one = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  const other = await enter(browser, server, "yangjie", { viewport: { width: 1440, height: 900 } });
  for (const page of [one, other]) {
    await openMap(page, server);
    await lookBack(page);
    await bar(page).getByRole("button", { name: "快照" }).click();
  }
  const list = (page: Page): Locator => page.locator(".past-list");
  await expect(list(other)).toContainText("还没有快照");
  await slider(one).fill(day(-90));
  await list(one).getByLabel("快照名称").fill("标前评审");
  await list(one).getByRole("button", { name: "保存快照" }).click();
  await expect(list(other).locator("li")).toHaveCount(1);
  await list(other).getByRole("button", { name: "查看" }).click();
  await expect(slider(other)).toHaveValue(day(-90));
  await slider(other).press("End");
  await list(other).getByRole("button", { name: "对比" }).click();
  await expect(other.locator(".past-differences li").first()).toBeVisible();
  await list(one).getByRole("button", { name: "移除快照标前评审" }).click();
  await expect(list(other).last()).toContainText("还没有快照");
});

test("an observer looks back and names nothing; offline the sentence says so", async ({ browser }) => {
  const page = await enter(browser, server, "qianyue");
  await openMap(page, server);
  await lookBack(page);
  await bar(page).getByRole("button", { name: "快照" }).click();
  await expect(page.getByRole("button", { name: "保存快照" })).toHaveCount(0);
  await bar(page).getByRole("button", { name: "回到今天" }).click();
  await page.route("**/log?*", (route) => route.abort());
  await page.getByRole("button", { name: /查看历史/ }).first().click();
  await expect(page.getByText("服务器没有应答")).toBeVisible();
  await page.getByRole("button", { name: "回到今天" }).click();
  await expect(cards(page).first()).toBeVisible();
});

for (const tab of ["fishbone", "chain"]) {
  test(`the ${tab} of a day before`, async ({ browser }) => {
    const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
    await openMap(page, server);
    await page.locator(`.tabs a[href$="/${tab}"]`).click();
    await expect(page.locator(`[data-item^=${tab === "chain" ? "step" : "bone"}]`).first()).toBeVisible();
    await lookBack(page);
    await bar(page).getByRole("button", { name: "对比" }).click();
    await expect(page.locator(".past-differences li").first()).toBeVisible();
    await picture(page, `${shots}past-${tab}-zh.png`);
    await accessible(page);
  });
}

test("what is old or late on a past day is judged by that day", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openMap(page, server);
  await page.locator('.tabs a[href$="/chain"]').click();
  const late = page.locator('[data-item^=step][aria-label*="晚 "]');
  await expect(late.first()).toBeVisible();
  await lookBack(page);
  await bar(page).getByRole("slider").press("Home");
  await expect(late).toHaveCount(0);
  await bar(page).getByRole("slider").press("End");
  await expect(late.first()).toBeVisible();
  await bar(page).getByRole("slider").press("ArrowLeft");
  await expect(page.locator(".ch-today-text")).toContainText("当日");
  await bar(page).getByRole("slider").press("End");
  await expect(page.locator(".ch-today-text")).toContainText("今天");
});

test("on a phone, in English and dark, by finger", async ({ browser }) => {
  const phone = await enter(browser, server, "wulei", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "dark" });
  await choose(phone, "en");
  await openMap(phone, server);
  await phone.locator(".header .avatar").last().tap();
  await phone.getByRole("menuitem", { name: "History and snapshots" }).tap();
  await expect(bar(phone)).toBeVisible();
  await bar(phone).getByRole("button", { name: "Compare" }).tap();
  await expect(phone.locator(".past-differences li").first()).toBeVisible();
  await phone.locator(".header .avatar").last().tap();
  await expect(phone.getByRole("menuitem", { name: "Export", exact: true })).toBeVisible();
  await phone.keyboard.press("Escape");
  await picture(phone, `${shots}past-phone-en-dark.png`);
  await accessible(phone);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
