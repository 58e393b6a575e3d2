// Taking the map along: the dialog, its downloads, the clipboard, and what is said when a browser can not copy pictures.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "./test";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { demoServer } from "./demo";
import { MAIN_DEAL, STARTED_WITHIN_MS, choose, enter, openMap, picture } from "./people";

const shots = new URL("../target/end2end/export/", import.meta.url).pathname;

const server = demoServer("all");

/** The dialog, opened from the header. */
async function dialog(page: Page, name = "导出") {
  await page.locator(".header").getByRole("button", { name, exact: true }).click();
  const dialog = page.getByRole("dialog", { name });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function downloaded(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return download.path();
}

test("the map is downloaded as a PDF whose names can be searched, and the export is listed", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const form = await dialog(page);
  await form.getByLabel("纸张").selectOption("a3");
  const path = await downloaded(page, () => form.getByRole("button", { name: "下载" }).click());
  const text = execFileSync("pdftotext", [path, "-"], { encoding: "utf8" });
  for (const name of ["董事长", "陈国栋", "省数据中心网络", "吴磊 导出"]) expect(text).toContain(name);
  await form.getByText("导出记录").click();
  await expect(form.locator(".export-log li").first()).toContainText("吴磊 导出了权力地图（PDF）");
  await page.context().close();
});

test("what is on the screen is exported, and what is not is left out", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  // The first view is around the general manager; the far ends of the map are not on the screen.
  const form = await dialog(page);
  await form.getByLabel("格式").selectOption("svg");
  const whole = readFileSync(await downloaded(page, () => form.getByRole("button", { name: "下载" }).click()), "utf8");
  await form.getByLabel("范围").selectOption("screen");
  const part = readFileSync(await downloaded(page, () => form.getByRole("button", { name: "下载" }).click()), "utf8");
  for (const drawing of [whole, part]) expect(drawing).toContain("王建国");
  expect(whole).toContain("夏荷");
  expect(part).not.toContain("夏荷");
  await page.context().close();
});

test("the map is copied as a picture where the browser can, and says so where it can not", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { permissions: ["clipboard-read", "clipboard-write"] });
  await openMap(page, server);
  const form = await dialog(page);
  await form.getByRole("button", { name: "复制为图片" }).click();
  // A server that was not built for speed draws sixty people for some seconds.
  await expect(form.getByRole("status")).toContainText("已复制", { timeout: 60_000 });
  const types = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
  expect(types).toContain("image/png");
  // A browser without it: what plain http outside of this machine amounts to.
  await page.evaluate(() => Object.defineProperty(window, "ClipboardItem", { value: undefined }));
  await form.getByRole("button", { name: "复制为图片" }).click();
  await expect(form.getByRole("status")).toContainText("请下载 PNG");
  await page.context().close();
});

test("the fishbone on the screen and the decision chain are downloaded and copied too", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { permissions: ["clipboard-read", "clipboard-write"] });
  for (const [tab, item, name] of [["fishbone", "bone_person", "鱼骨图"], ["chain", "step", "决策链"]]) {
    await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/${tab}`);
    await expect(page.locator(`[data-item^="${item}:"]`).first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
    const shown = await page.locator(`[data-item^="${item}:"] text`).first().locator("tspan").first().textContent();
    const form = await dialog(page);
    await form.getByLabel("纸张").selectOption("a3");
    const path = await downloaded(page, () => form.getByRole("button", { name: "下载" }).click());
    const text = execFileSync("pdftotext", [path, "-"], { encoding: "utf8" });
    for (const said of [shown!, name, "吴磊 导出"]) expect(text).toContain(said);
    await form.getByText("导出记录").click();
    await expect(form.locator(".export-log li").first()).toContainText(`吴磊 导出了${name}（PDF）`);
    await form.getByRole("button", { name: "复制为图片" }).click();
    await expect(form.getByRole("status")).toContainText("已复制", { timeout: 60_000 });
    // Competitors stand on map and chain alone.
    await expect(form.getByLabel("对手关系", { exact: true })).toHaveCount(tab === "chain" ? 1 : 0);
    await page.keyboard.press("Escape");
  }
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/tasks`);
  await expect(page.locator(".header .tabs [aria-current]")).toHaveText("任务");
  await expect(page.locator(".header").getByRole("button", { name: "导出", exact: true })).toHaveCount(0);
  await page.context().close();
});

test("the theme is chosen, and competitors are left out on request", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/chain`);
  await expect(page.locator('[data-item^="step:"]').first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  const form = await dialog(page);
  await form.getByLabel("格式").selectOption("svg");
  const take = async () => readFileSync(await downloaded(page, () => form.getByRole("button", { name: "下载" }).click()), "utf8");
  const light = await take();
  await form.getByLabel("配色").selectOption("dark");
  await form.getByLabel("对手关系", { exact: true }).selectOption("0");
  const dark = await take();
  expect(light).not.toContain("#1c1f25");
  expect(dark, "the paper at night").toContain("#1c1f25");
  expect(light).toContain("领先");
  expect(dark).not.toContain("领先");
  await page.context().close();
});

test("a refused export says why in the words of the server", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const form = await dialog(page);
  await page.route("**/export/map.pdf*", (route) => route.fulfill({ status: 422, json: { error: "图太大", sentence: "这张图太大。" } }));
  await form.getByRole("button", { name: "下载" }).click();
  await expect(form.getByRole("status")).toContainText("没有生成：这张图太大。");
  await page.context().close();
});

for (const lang of ["zh-CN", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [kind, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
      test(`the dialog, ${lang}, ${colorScheme}, ${kind}`, async ({ browser }) => {
        const page = await enter(browser, server, "wulei", { colorScheme, viewport });
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
        await expect(page.getByRole("dialog", { name })).toBeVisible();
        await picture(page, `${shots}dialog-${lang}-${colorScheme}-${kind}.png`);
        const found = await new AxeBuilder({ page }).include("dialog[open]").analyze();
        expect(found.violations).toEqual([]);
        await page.context().close();
      });
    }
  }
}
