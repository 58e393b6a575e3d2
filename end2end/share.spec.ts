// A read-only link: made in the app, opened by somebody without an account, ended, gone. And the page to print.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "./test";
import { execFileSync } from "node:child_process";
import { demoServer } from "./demo";
import { MAIN_DEAL, STARTED_WITHIN_MS, atRest, choose, enter, openMap, picture } from "./people";

const shots = new URL("../target/end2end/share/", import.meta.url).pathname;

const server = demoServer("all");

/** The part of the export dialog that makes links. */
async function links(page: Page, names = { dialog: "导出", part: "只读链接" }) {
  await page.locator(".header").getByRole("button", { name: names.dialog, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: names.dialog });
  await dialog.getByText(names.part, { exact: true }).click();
  return dialog.locator(".export-share");
}

test("a link is made, read without signing in in both languages, ended, and gone", async ({ browser }) => {
  // Sixteen states of two pages, each with a picture and axe.
  test.slow();
  const wu = await enter(browser, server, "wulei");
  await openMap(wu, server);
  const form = await links(wu);
  await expect(form.getByLabel("权力地图")).toBeChecked();
  await expect(form.getByLabel("对手与对手关系")).not.toBeChecked();
  await form.getByLabel("决策链").check();
  await form.getByLabel("有效期").selectOption("1");
  await form.getByRole("button", { name: "生成链接" }).click();
  const address = await form.getByLabel("新链接").inputValue();
  expect(address).toMatch(/\/s\/[\w-]{75}$/);
  const row = form.locator(".export-link").first();
  await expect(row).toContainText("权力地图 · 决策链");
  await expect(row).toContainText("还没有人打开");

  const outside = await browser.newContext({ locale: "zh-CN", javaScriptEnabled: true });
  const page = await outside.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("省数据中心网络");
  for (const text of ["陈国栋", "吴磊 分享"]) await expect(page.locator(".sheet-drawing").first()).toContainText(text);
  await expect(page.locator(".sheet-figure")).toHaveCount(2);
  expect(asked.filter((path) => path.endsWith(".js") || path.endsWith(".wasm") || path.startsWith("/api"))).toEqual([]);
  expect(await outside.cookies()).toEqual([]);
  for (const [lang, other] of [["zh-CN", "English"], ["en", "中文"]]) {
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    for (const colorScheme of ["light", "dark"] as const) {
      for (const [kind, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        await picture(page, `${shots}link-${lang}-${colorScheme}-${kind}.png`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out").toBe(true);
        const found = await new AxeBuilder({ page }).analyze();
        expect(found.violations).toEqual([]);
      }
    }
    await page.getByRole("link", { name: other }).click();
  }

  await wu.keyboard.press("Escape");
  const again = await links(wu);
  await expect(again.locator(".export-link").first()).toContainText("打开过 3 次");
  await again.getByRole("button", { name: /撤销 吴磊/ }).first().click();
  await expect(again.locator(".export-link").first()).toContainText("已撤销");
  const answer = await page.goto(address);
  expect(answer!.status()).toBe(404);
  await expect(page.getByRole("heading")).toHaveText("这个链接打不开");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await picture(page, `${shots}gone.png`);
  for (const context of [outside, wu.context()]) await context.close();
});

test("who may not draw can make no link, and is told so", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await page.route("**/api/deals/*/shares", (route) => route.fulfill({ status: 422, json: { error: "", sentence: "" } }));
  const form = await links(page);
  await expect(form).toContainText("只有本项目铁三角");
  await expect(form.getByRole("button", { name: "生成链接" })).toBeHidden();
  await page.context().close();
});

for (const lang of ["zh-CN", "en"] as const) {
  for (const [kind, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
    test(`the part of the dialog that makes links, ${lang}, ${kind}`, async ({ browser }) => {
      const page = await enter(browser, server, "wulei", { viewport, colorScheme: kind === "phone" ? "dark" : "light" });
      await choose(page, lang);
      await page.evaluate((tag) => localStorage.setItem("sandtable-lang", tag), lang);
      await openMap(page, server);
      const name = lang === "en" ? "Export" : "导出";
      if (kind === "phone") {
        await page.locator(".header .menu-anchor > button").last().click();
        await page.getByRole("menuitem", { name, exact: true }).click();
      } else {
        await page.locator(".header").getByRole("button", { name, exact: true }).click();
      }
      const form = page.locator(".export-share");
      await form.locator("summary").click();
      await form.getByRole("button", { name: lang === "en" ? "Make a link" : "生成链接" }).click();
      await expect(form.locator("#share-address")).not.toHaveValue("");
      await form.locator("#share-address").scrollIntoViewIfNeeded();
      await picture(page, `${shots}dialog-${lang}-${kind}.png`);
      const found = await new AxeBuilder({ page }).include("dialog[open]").analyze();
      expect(found.violations).toEqual([]);
      await page.context().close();
    });
  }
}

test("a diagram is printed on one sheet of its own, whatever its size, with its list behind it", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/fishbone`);
  await expect(page.locator('[data-item^="bone_person:"]').first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await page.locator(".header").getByRole("button", { name: "导出", exact: true }).click();
  const [print] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("dialog", { name: "导出" }).getByRole("button", { name: "打印版" }).click(),
  ]);
  await expect(print.getByRole("heading", { level: 1 })).toHaveText("省数据中心网络");
  await atRest(print);
  expect((await new AxeBuilder({ page: print }).analyze()).violations).toEqual([]);
  for (const diagram of ["map", "fishbone", "chain"]) {
    for (const paper of ["a4", "a3", "a0"]) {
      await print.goto(`${server.url}/print/${MAIN_DEAL}/${diagram}?paper=${paper}`);
      const file = `${shots}${diagram}-${paper}.pdf`;
      await print.pdf({ path: file, preferCSSPageSize: true });
      const pages = execFileSync("pdfinfo", ["-f", "1", "-l", "9", file], { encoding: "utf8" });
      expect(pages, `${diagram} on ${paper}`).toMatch(new RegExp(`Page +1 size: .*\\(${paper.toUpperCase()}\\)`));
      const first = execFileSync("pdftotext", ["-f", "1", "-l", "1", file, "-"], { encoding: "utf8" });
      expect(first).toContain("吴磊 打印");
      // The whole drawing, the legend under it included, stands on the first page; the list begins on the next.
      expect(first).toContain(diagram === "fishbone" ? "有过合作" : "没有圆圈");
      const second = execFileSync("pdftotext", ["-f", "2", "-l", "2", file, "-"], { encoding: "utf8" });
      expect(second.trim().split("\n")[0]).toMatch(/人员|步骤/);
    }
  }
  await page.context().close();
});
