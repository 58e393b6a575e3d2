// The parts of the app that are loaded apart from the rest: late, but before anybody waits; whole, or said to be missing.
import { expect, test, type Page } from "./test";
import { demoServer } from "./demo";
import { card, enter, MAIN_DEAL, saved } from "./people";

const server = demoServer("all");

const PART = /\/pkg\/parts\/.*\.wasm$/;

/** A page of another tab: signed in, with nothing of the app loaded yet. */
async function fresh(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await page.close();
  return other;
}

test("the map is drawn without the parts, and all of them are there before anybody asks", async ({ browser }) => {
  const page = await fresh(await enter(browser, server, "wulei"));
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const names: string[] = [];
  await page.route(PART, async (route) => {
    names.push(route.request().url());
    await held;
    await route.continue();
  });
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/map`);
  await expect(card(page, "总经理 王建国")).toBeVisible();
  await expect(page.locator(".cv-panel section")).toHaveCount(0);
  const last = page.waitForResponse((response) => response.url().includes("/split_board-"));
  release();
  await expect(page.locator(".cv-panel section").first()).toBeVisible();
  expect((await last).headers()["cache-control"]).toContain("immutable");
  // Nothing is asked of the network any more: every screen opens without it.
  await page.context().setOffline(true);
  for (const [word, what] of [
    ["chain", ".ch-step, [data-item^=step]"],
    ["fishbone", "[data-item^=bone]"],
    ["tasks", ".task-group"],
    ["map", "[data-item^=node]"],
  ]) {
    await page.locator(`nav.tabs a[href$="/${word}"]`).click();
    await expect(page.locator(what).first()).toBeVisible();
  }
  expect(new Set(names).size).toBe(names.length);
});

test("no part is asked for before the first people are on the screen", async ({ browser }) => {
  const page = await fresh(await enter(browser, server, "wulei"));
  await page.addInitScript(() => {
    const asked: boolean[] = [];
    const real = window.fetch;
    window.fetch = (what, options) => {
      const address = what instanceof Request ? what.url : String(what);
      if (address.includes("/pkg/parts/")) asked.push(document.querySelector("[data-item^=node]") !== null);
      return real(what, options);
    };
    Object.assign(window, { asked });
  });
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/map`);
  await expect(page.locator(".cv-panel section").first()).toBeVisible();
  const asked = await page.evaluate(() => (window as unknown as { asked: boolean[] }).asked);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked).not.toContain(false);
});

test("a part that can not be loaded says so, and comes when it is asked for again", async ({ browser }) => {
  const page = await fresh(await enter(browser, server, "yangjie"));
  let broken = true;
  await page.route(PART, (route) =>
    broken && route.request().url().includes("/split_chain-") ? route.fulfill({ status: 404, body: "" }) : route.continue(),
  );
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/chain`);
  const missing = page.getByRole("alert").filter({ hasText: "这部分没有加载成功" });
  await expect(missing).toBeVisible();
  // The rest of the app goes on.
  await page.locator('nav.tabs a[href$="/map"]').click();
  await expect(card(page, "总经理 王建国")).toBeVisible();
  await page.locator('nav.tabs a[href$="/chain"]').click();
  await expect(missing).toBeVisible();
  broken = false;
  await missing.getByRole("button", { name: "重试" }).click();
  await expect(page.locator("[data-item^=step]").first()).toBeVisible();
  await saved(page);
});

test("a part of another build does not exist", async ({ request }) => {
  const answer = await request.get(`${server.url}/pkg/parts/split_chain-000000000000.wasm`);
  expect(answer.status()).toBe(404);
});
