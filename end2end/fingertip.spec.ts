// Under a finger: every control of the three drawings is 44 px large, and what is drawn is found by a tap that near.
import { expect, test, type Browser, type BrowserContextOptions, type Locator, type Page } from "./test";
import { demoServer } from "./demo";
import { alone, tooSmall, type Spot } from "./fingertip";
import { MAIN_DEAL, STARTED_WITHIN_MS, atRest, enter, viewAtRest } from "./people";

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
/** So many of a kind are tapped, if so many of them are in sight and alone. */
const SAMPLE = 3;

test.use({ actionTimeout: 10_000 });

const server = demoServer("all");

/** What a tap on something drawn leads to: it is selected, or this dialog opens. */
type Outcome = "selected" | "our strength" | "a rival's strength" | "a new step";
/** A kind of what is drawn: the shape that stands for it, what a tap leads to, how often the drawing is enlarged before. */
type Kind = { shape: string; outcome?: Outcome; enlarged?: number };

const DRAWINGS: Record<string, Record<string, Kind>> = {
  map: {
    "a card": { shape: "[data-item^='node:'] .box" },
    "a line": { shape: "[data-item^='line:'] path.hit" },
    "our circle": { shape: "[data-item^='node:'] .hit-own", outcome: "our strength" },
    "the circle of a rival": { shape: "[data-item^='node:'] .hit-rival", outcome: "a rival's strength" },
  },
  fishbone: {
    // As large as the first view shows them people stand so close that most taps beside the others could be meant for them.
    "the head": { shape: "[data-item^='fishbone:'] .ring ~ .fin" },
    "the spine": { shape: "[data-item^='fishbone:'] .hit-line", enlarged: 2 },
    "the name of a bone": { shape: "[data-item^='bone:'] .pill", enlarged: 2 },
    "a bone": { shape: "[data-item^='bone:'] .hit-line", enlarged: 6 },
    "a person": { shape: "[data-item^='bone_person:'] .hit", enlarged: 2 },
  },
  chain: {
    "a step": { shape: "[data-item^='step:'] .ch-card" },
    "the arrow of a step": { shape: "[data-item^='step:'] .ch-arrow" },
    "the plus before a step": { shape: "[data-item^='step:'] .plus-before", outcome: "a new step" },
    "a person": { shape: "[data-item^='step_person:'] .box" },
  },
};

async function open(browser: Browser, drawing: string): Promise<Page> {
  const page = await enter(browser, server, "wulei", PHONE);
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/${drawing}`);
  await expect(page.locator(".world [data-item]").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await atRest(page);
  return page;
}

const item = (page: Page, spot: Spot): Locator => page.locator(`[data-item="${spot.item}"]`);

/** Expects that a tap has led there, and lets go of it: while something is selected, a tap looks only half as far around itself. */
async function expectThat(page: Page, spot: Spot, outcome: Outcome, tap: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: outcome === "a new step" ? "添加步骤" : "关系强度" });
  if (outcome === "selected") {
    await expect(item(page, spot), tap).toHaveAttribute("data-selected", "");
  } else {
    await expect(dialog, tap).toBeVisible();
    if (outcome !== "a new step") {
      const ours = dialog.locator(".pm-vendors button").first();
      await expect(ours, tap).toHaveAttribute("aria-pressed", String(outcome === "our strength"));
    }
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
  await page.keyboard.press("Escape");
  await expect(page.locator(".world [data-selected]")).toHaveCount(0);
  await expect(page.locator(".cv-panel")).toBeHidden();
}

/** What buttons of the header and of the tools open, by their names; the list comes last, it stays. */
const OPENED: Record<string, string> = {
  同步状态: ".menu",
  我的账号: ".menu",
  筛选: ".cv-filter",
  讨论: ".cv-panel .talk",
  查找: ".cv-search",
  所有操作: ".cv-palette [role=option]",
  图例: ".cv-legend[data-open]",
  列表: ".cv-twin tbody tr",
};
/** What else opens on each drawing: by buttons, and by Enter on an item. */
const FORMS: Record<string, { buttons: Record<string, string>; items: string[] }> = {
  map: { buttons: {}, items: ["node:"] },
  fishbone: { buttons: { 添加人员: ".cv-pop", "添加鱼骨（部门）": ".cv-pop", "鱼骨图：": ".fb-choose .menu" }, items: ["fishbone:", "bone:", "bone_person:"] },
  chain: { buttons: { 添加步骤: ".cv-pop" }, items: ["step:", "step_person:"] },
};

for (const [drawing, { buttons, items }] of Object.entries(FORMS)) {
  test(`every control of the ${drawing}, of its sheets and of its list is as large as a fingertip`, async ({ browser }) => {
    const page = await open(browser, drawing);
    const small = new Set<string>();
    const measure = async (where: string): Promise<void> => {
      await atRest(page);
      for (const one of await tooSmall(page)) small.add(`${where}: ${one}`);
    };
    await measure("the drawing");
    const panel = page.locator(".cv-panel");
    const measurePanel = async (where: string): Promise<void> => {
      await expect(panel, where).toBeVisible();
      // What is folded away is measured as well.
      await panel.locator("details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
      await measure(where);
      await page.keyboard.press("Escape");
      await expect(panel).toBeHidden();
    };
    for (const kind of items) {
      const one = page.locator(`.world [data-item^="${kind}"]`).first();
      await one.focus();
      await page.keyboard.press("Enter");
      await measurePanel(kind);
      await one.focus();
      await page.keyboard.press("Shift+F10");
      await expect(page.getByRole("menu")).toBeVisible();
      await measure(`menu of ${kind}`);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await expect(page.locator(".world [data-selected]")).toHaveCount(0);
    }
    if (drawing === "map") {
      const line = (await alone(page, DRAWINGS.map["a line"].shape, { others: [] }))!;
      await page.touchscreen.tap(line.x, line.y);
      await measurePanel("line:");
      await page.locator(".world [data-item^='node:']").first().focus();
      await page.keyboard.press("s");
      await expect(page.getByRole("dialog", { name: "关系强度" })).toBeVisible();
      await measure("关系强度");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
    }
    for (const [name, opened] of Object.entries({ ...buttons, ...OPENED })) {
      const button = page.locator(".header, .diagram").getByRole("button", { name: new RegExp(`^${name}`) }).first();
      await button.tap();
      await expect(page.locator(opened).first(), name).toBeVisible();
      await measure(name);
      if (name === "列表") break;
      if (name === "图例") await button.tap();
      else await page.keyboard.press("Escape");
      await expect(page.locator(opened).first()).toBeHidden();
    }
    expect([...small]).toEqual([]);
  });
}

for (const [drawing, kinds] of Object.entries(DRAWINGS)) {
  for (const [name, { shape, outcome = "selected", enlarged = 0 }] of Object.entries(kinds)) {
    test(`on the ${drawing} a tap beside ${name} that stands alone is meant for it`, async ({ browser }) => {
      const page = await open(browser, drawing);
      for (let n = 0; n < enlarged; n++) await page.keyboard.press("+");
      await viewAtRest(page);
      const seen: string[] = [];
      let tapped = 0;
      while (tapped < SAMPLE) {
        const next = await alone(page, shape, { others: seen });
        if (!next) break;
        seen.push(next.item);
        // The first tap opens a sheet and moves the thing above it, perhaps next to something else. There it stays.
        await page.touchscreen.tap(next.x, next.y);
        await expectThat(page, next, outcome, `the middle of ${next.item}`);
        const spot = await alone(page, shape, { these: [next.item] });
        if (!spot) continue;
        tapped += 1;
        for (const [direction, at] of Object.entries(spot.beside)) {
          await page.touchscreen.tap(at.x, at.y);
          await expectThat(page, spot, outcome, `${direction} ${spot.item}`);
          expect(await alone(page, shape, { these: [spot.item] })).toEqual(spot);
        }
      }
      expect(tapped).toBeGreaterThan(0);
    });
  }
}
