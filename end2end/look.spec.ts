// How it looks and reads: both languages, light and dark, desktop and phone, for everybody (axe). Takes the README's picture.
import { expect, test, type Page } from "./test";
import { demoServer } from "./demo";
import { card, enter, openMap, picture, saved, accessible } from "./people";

const server = demoServer("all");

const PICTURES = new URL("pictures/", import.meta.url).pathname;
const shots = new URL("../target/end2end/look/", import.meta.url).pathname;

async function language(page: Page, wanted: "zh-CN" | "en"): Promise<void> {
  const now = await page.locator("html").getAttribute("lang");
  if (now !== wanted) await page.getByRole("button", { name: wanted === "en" ? "English" : "中文" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", wanted);
}

for (const lang of ["zh-CN", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
      test(`map and board in ${lang}, ${colorScheme}, ${device}: nothing sticks out, axe finds nothing`, async ({ browser }) => {
        const page = await enter(browser, server, "wulei", { viewport, colorScheme, hasTouch: device === "phone" });
        const name = `${lang}-${colorScheme}-${device}`;
        await language(page, lang);
        await expect(page.locator(".deal-card").first()).toBeVisible();
        await picture(page, `${shots}board-${name}.png`);
        await accessible(page);
        await openMap(page, server);
        await saved(page);
        await picture(page, `${shots}map-${name}.png`);
        if (name === "zh-CN-light-desktop") await picture(page, `${PICTURES}power-map.png`);
        await accessible(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide).toBeLessThanOrEqual(0);
        await page.context().close();
      });
    }
  }
}

test("the language switches without a reload, and what is open stays open", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await language(page, "zh-CN");
  await openMap(page, server);
  await page.evaluate(() => ((window as unknown as { kept: boolean }).kept = true));
  await expect(page.getByText("支持指数").first()).toBeVisible();
  await language(page, "en");
  await expect(page.getByText("Support index").first()).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { kept?: boolean }).kept)).toBe(true);
  await page.context().close();
});

test("the language clicked right after signing in stays, here and for the next device", async ({ browser }) => {
  const page = await enter(browser, server, "weinan");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  // The answer to who this is comes late, when the click was long ago.
  await page.route("**/api/me", async (route) => {
    const answer = await route.fetch();
    await clicked;
    await route.fulfill({ response: answer });
  });
  let click = () => {};
  const clicked = new Promise<void>((resolve) => (click = resolve));
  const kept = page.waitForResponse("**/api/me/locale");
  await page.getByRole("button", { name: "English" }).click();
  await kept;
  const reloaded = page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  click();
  await reloaded;
  await expect(page.getByRole("heading", { name: "Stage board" })).toBeAttached();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const elsewhere = await enter(browser, server, "weinan");
  await expect(elsewhere.locator("html")).toHaveAttribute("lang", "en");
  await expect(elsewhere.getByRole("heading", { name: "Stage board" })).toBeAttached();
  await page.context().close();
  await elsewhere.context().close();
});

test("an input method may use Enter, Escape and letters without the map taking them", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await language(page, "zh-CN");
  await openMap(page, server);
  const cards = await page.locator("[data-item^=node]").count();
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "添加人员" });
  const post = form.getByLabel("职务");
  await post.focus();
  const cdp = await page.context().newCDPSession(page);
  // A composition is open: "cai gou" stands underlined in the field. Enter takes the letters over, it does not submit.
  await cdp.send("Input.imeSetComposition", { text: "cai'gou", selectionStart: 7, selectionEnd: 7 });
  await post.dispatchEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true, bubbles: true });
  await expect(form).toBeVisible();
  await post.dispatchEvent("keydown", { key: "Escape", keyCode: 229, isComposing: true, bubbles: true });
  await expect(form).toBeVisible();
  await cdp.send("Input.insertText", { text: "采购专员" });
  await expect(post).toHaveValue("采购专员");
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();
  await expect(page.locator("[data-item^=node]")).toHaveCount(cards + 1);
  await expect(card(page, "采购专员")).toHaveCount(1);
  await page.context().close();
});

test("hostile text is shown as text, on the map and in the list", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await language(page, "zh-CN");
  await openMap(page, server);
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>"';
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "添加人员" });
  await form.getByLabel("职务").fill(`总监${hostile}\u202e`);
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();
  await saved(page);
  const shown = page.locator('[data-item^=node][aria-label^="总监<script>"]');
  await expect(shown).toHaveCount(1);
  expect(await shown.getAttribute("aria-label")).not.toContain("\u202e");
  expect(await page.locator("main script, main img").count()).toBe(0);
  await page.reload();
  await expect(shown).toHaveCount(1);
  expect(dialogs).toBe(0);
  await page.context().close();
});
