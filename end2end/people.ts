// What people do in these tests: sign in, open a map, draw.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page, type WebSocketRoute } from "@playwright/test";

/** Where to sign in: a server, or a line to one. */
type Site = { readonly url: string };

/** A development build of the WASM is 30 MB; compiling it twice at once takes this long on a busy machine. */
export const STARTED_WITHIN_MS = 30_000;

/** The main deal of the demo: 62 people. Its id is the same in every demo. */
export const MAIN_DEAL = "56f8014c-fdf2-8ae0-9092-6d2f13b8b087";

/** A browser of its own, signed in as this member of the demo, with the board on the screen. */
export async function enter(browser: Browser, server: Site, login: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  return signIn(context, server, login);
}

/** Signs in through the demo's door. */
export async function signIn(context: BrowserContext, server: Site, login: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.locator(`button[name="login"][value="${login}"]`).click();
  await page.waitForURL("**/w/board");
  await expect(page.locator(".board-bar, .board-first")).toBeVisible({ timeout: STARTED_WITHIN_MS });
  return page;
}

/** The language as this browser was told it last; counts from the next page on. */
export async function choose(page: Page, lang: "zh-CN" | "en"): Promise<void> {
  await page.evaluate((tag) => (document.cookie = `sandtable_lang=${tag}; path=/`), lang);
}

/** The WebSockets of a browser, before it has any: `cut` closes them and lets no new one through until `mend`. */
export async function wire(context: BrowserContext): Promise<{ cut(): Promise<void>; mend(): Promise<void> }> {
  let whole = true;
  const open = new Set<WebSocketRoute>();
  await context.routeWebSocket(/\/ws$/, (socket) => {
    if (!whole) return void socket.close();
    open.add(socket);
    socket.connectToServer();
  });
  return {
    cut: async () => {
      whole = false;
      await Promise.all([...open].map((socket) => socket.close()));
      open.clear();
    },
    mend: async () => {
      whole = true;
      // As the browser says it: nobody waits for the pause before the next try.
      await Promise.all(context.pages().map((page) => page.evaluate(() => void dispatchEvent(new Event("online")))));
    },
  };
}

/** Waits until the page is whole and nothing moves on it: what is half faded in has no contrast yet. */
export async function atRest(page: Page): Promise<void> {
  await page.waitForLoadState();
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
}

/** Waits until the view has come to rest: then what is drawn is as detailed as the scale allows, and made anew no more. */
export const viewAtRest = (page: Page): Promise<void> => expect(page.locator(".cv-paper[data-moving]")).toHaveCount(0);

/** Expects that axe finds nothing wrong with the page. */
export async function accessible(page: Page): Promise<void> {
  await atRest(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)).toEqual([]);
}

/**
 * Keeps a picture of the page at rest. Chromium now and then refuses one ("Unable to capture screenshot": it was just putting
 * the page's surface together) and takes the very same one when it is asked again.
 */
export async function picture(page: Page, path: string): Promise<void> {
  await atRest(page);
  await expect(() => page.screenshot({ path })).toPass({ timeout: 15_000 });
}

/** Opens the map of a deal and waits for all its cards and lines, and for what stands beside and over them. */
export async function openMap(page: Page, server: Site, deal = MAIN_DEAL): Promise<void> {
  await page.goto(`${server.url}/w/deals/${deal}/map`);
  await expect(page.locator("[data-item^=node]").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await expect(page.locator(".cv-panel section").first()).toBeAttached();
  // Cards and lines come some in each frame: those of a map that is not large in two.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn)))));
}

/** The card of a person, by the start of its spoken name: "采购部长 李敏". */
export const card = (page: Page, name: string): Locator => page.locator(`[data-item^=node][aria-label^="${name}"]`);

/** The sync line of the header. */
export const sync = (page: Page): Locator => page.locator(".sync-line");

/** Waits until the header says that everything is on the server's disk. */
export const saved = (page: Page): Promise<void> => expect(sync(page)).toHaveAttribute("data-state", "saved");

/** Adds a person by keyboard. */
export async function addPerson(page: Page, title: string, name: string): Promise<void> {
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "添加人员" });
  await form.getByLabel("职务").fill(title);
  await form.getByLabel("姓名", { exact: true }).fill(name);
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();
  await expect(card(page, `${title} ${name}`)).toHaveCount(1);
}

/** Assesses our relation to a person by keyboard. */
export async function assess(page: Page, name: string, strength: string, evidence: string): Promise<void> {
  await card(page, name).focus();
  await page.keyboard.press("s");
  const popover = page.getByRole("dialog", { name: "关系强度" });
  await popover.getByRole("radio", { name: strength }).click();
  await popover.getByLabel("依据").fill(evidence);
  await popover.getByRole("button", { name: "保存评估" }).click();
  await expect(popover).toBeHidden();
}

/** What is seen of a card: itself, or its picture while it is in somebody's hand. */
async function shown(page: Page, name: string): Promise<Locator> {
  const held = card(page, name);
  if ((await held.getAttribute("data-held")) !== "lifted") return held;
  return page.locator(`[data-lifted="${await held.getAttribute("data-item")}"]`);
}

/** Where a card is seen on the drawing, in diagram units. */
export async function place(page: Page, name: string): Promise<{ x: number; y: number }> {
  const transform = await (await shown(page, name)).getAttribute("transform");
  const [x, y] = /translate\((-?[\d.]+) (-?[\d.]+)\)/.exec(transform ?? "")!.slice(1).map(Number);
  return { x, y };
}

/** Drags a card by so many pixels of the screen. */
export async function drag(page: Page, name: string, dx: number, dy: number): Promise<void> {
  const box = (await (await shown(page, name)).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2, { steps: 5 });
  await page.mouse.move(x + dx, y + dy, { steps: 5 });
}
