// Drawing fast: a superior, subordinate or peer at one key or button, cards in order, whom one looks for standing out.
import { expect, test, type Page } from "./test";
import { demoServer } from "./demo";
import { card, drag, enter, openMap, picture, place, saved, viewAtRest } from "./people";

test.use({ actionTimeout: 10_000, viewport: { width: 1440, height: 900 } });

const server = demoServer("each");

const undo = (page: Page) => page.getByRole("toolbar").getByRole("button", { name: /^撤销/ });
const people = (page: Page) => page.locator("[data-item^=node]");

/** Selects a person wherever he stands. */
async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+f");
  await page.getByRole("searchbox", { name: "查找" }).fill(words);
  await expect(page.locator(`[data-item][data-selected][aria-label*="${words}"]`)).toHaveCount(1);
  await page.keyboard.press("Escape");
}

/** Whom the panel names as the superior of the selected person. */
const superior = (page: Page) => page.locator("#pm-superior option:checked");

test("Ctrl and an arrow add a superior, a subordinate and a peer, each one step to undo", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const form = page.getByRole("dialog", { name: "添加人员" });
  const add = async (key: string, says: string, title: string) => {
    await page.keyboard.press(key);
    await expect(form).toContainText(says);
    await form.getByLabel("职务").fill(title);
    await page.keyboard.press("Enter");
    await expect(card(page, title)).toHaveAttribute("data-selected", "");
  };
  const count = await people(page).count();
  await card(page, "采购部长 李敏").click();
  const above = await superior(page).textContent();

  await add("Control+ArrowDown", "作为 采购部长 李敏 的下级", "甲助理");
  await expect(superior(page)).toHaveText("采购部长 李敏");
  await add("Control+ArrowRight", "与 甲助理 同级", "乙助理");
  await expect(superior(page)).toHaveText("采购部长 李敏");
  expect((await place(page, "甲助理")).y).toBe((await place(page, "乙助理")).y);

  await find(page, "李敏");
  await add("Control+ArrowUp", "作为 采购部长 李敏 的上级", "采购总监");
  // He comes in between.
  await expect(superior(page)).toHaveText(above!);
  await find(page, "李敏");
  await expect(superior(page)).toHaveText("采购总监");
  await expect(people(page)).toHaveCount(count + 3);

  await saved(page);
  for (const left of [2, 1, 0]) {
    await undo(page).click();
    await expect(people(page)).toHaveCount(count + left);
  }
  await find(page, "李敏");
  await expect(superior(page)).toHaveText(above!);
});

test("the plus below the selected card adds who reports to him", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await card(page, "采购部长 李敏").click();
  await page.locator(".plus-below").last().click();
  const form = page.getByRole("dialog", { name: "添加人员" });
  await expect(form).toContainText("作为 采购部长 李敏 的下级");
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
});

test("the plus below the selected card is there for a finger too", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { hasTouch: true });
  await openMap(page, server);
  await card(page, "采购部长 李敏").click();
  const box = (await page.locator(".plus-reach.plus-below").boundingBox())!;
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.getByRole("dialog", { name: "添加人员" })).toContainText("作为 采购部长 李敏 的下级");
});

test("a card let go on another asks who reports to whom, and stays where it was", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await page.keyboard.press("Shift+1");
  const [one, other] = ["高级工程师 周宁", "网管中心主任 石磊"];
  const [from, to] = [(await card(page, one).boundingBox())!, (await card(page, other).boundingBox())!];
  const before = await place(page, one);
  await drag(page, one, to.x - from.x, to.y - from.y + 2);
  await expect(page.locator(".link-from")).toHaveCount(1);
  await page.mouse.up();
  await page.getByRole("button", { name: `${one} 汇报给 ${other}` }).click();
  await expect(page.locator(".pm-chooser")).toHaveCount(0);
  await expect.poll(() => place(page, one)).toEqual(before);
  await card(page, one).click();
  await expect(superior(page)).toHaveText(other);
  await saved(page);
  await undo(page).click();
  await expect(superior(page)).not.toHaveText(other);
});

test("the map is laid out as a tree by one key, the others see it, and one undo brings all back", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei", { reducedMotion: "reduce" }), await enter(browser, server, "yangjie")];
  await openMap(wu, server);
  await openMap(yang, server);
  const where = (page: Page) => people(page).evaluateAll((cards) => cards.map((card) => `${card.id} ${card.getAttribute("transform")}`).sort());
  const before = await where(wu);
  await wu.keyboard.press("t");
  await expect.poll(() => where(wu)).not.toEqual(before);
  const after = await where(wu);
  await expect.poll(() => where(yang)).toEqual(after);

  const boxes = await people(wu).evaluateAll((cards) =>
    cards.map((card) => {
      const [x, y] = /translate\((-?[\d.]+) (-?[\d.]+)\)/.exec(card.getAttribute("transform")!)!.slice(1).map(Number);
      return { x, y };
    }),
  );
  const overlap = boxes.some((a, n) => boxes.slice(n + 1).some((b) => Math.abs(a.x - b.x) < 172 && Math.abs(a.y - b.y) < 62));
  expect(overlap).toBe(false);
  await expect(undo(wu)).toHaveAccessibleName("撤销：自动布局");
  await undo(wu).click();
  await expect.poll(() => where(wu)).toEqual(before);
  await expect.poll(() => where(yang)).toEqual(before);
});

test("selected cards line up and are spaced out from the palette", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { reducedMotion: "reduce" });
  await openMap(page, server);
  await page.keyboard.press("Shift+1");
  const names = ["高级工程师 周宁", "运营部长 刘芳", "技术总监 CTO 孙浩"];
  await card(page, names[0]).click();
  for (const name of names.slice(1)) await card(page, name).click({ modifiers: ["Shift"] });
  const run = async (words: string) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(words);
    await page.keyboard.press("Enter");
  };
  await run("dddq");
  const rows = async () => Promise.all(names.map(async (name) => (await place(page, name)).y));
  await expect.poll(async () => new Set(await rows()).size).toBe(1);
  await run("横向等距");
  const gaps = async () => {
    const xs = (await Promise.all(names.map(async (name) => (await place(page, name)).x))).sort((a, b) => a - b);
    return Math.abs(xs[1] - xs[0] - (xs[2] - xs[1]));
  };
  await expect.poll(gaps).toBeLessThanOrEqual(1);
});

test("a filter leaves standing out whom one looks for, and selects them", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const all = await people(page).count();
  await page.keyboard.press("q");
  const form = page.getByRole("dialog", { name: "筛选" });
  await form.getByLabel("我司关系").selectOption({ label: "反对（−1 及以下）" });
  await form.getByLabel("关键决策者").check();
  const pale = page.locator("[data-item^=node][data-pale]");
  const shown = all - (await pale.count());
  expect(shown).toBeGreaterThan(0);
  expect(shown).toBeLessThan(all);
  await expect(card(page, "采购部长 李敏")).not.toHaveAttribute("data-pale");
  await form.getByRole("button", { name: `选中 ${shown} 项` }).click();
  await expect(page.locator("[data-item^=node][data-selected]")).toHaveCount(shown);
  await expect(pale).toHaveCount(all - shown);
  await page.keyboard.press("q");
  await form.getByRole("button", { name: "清除" }).click();
  await expect(pale).toHaveCount(0);
});

/** The contrast of every word of what a filter leaves out to what lies under it, as the browser draws it: paper, for nothing there is filled. */
const contrasts = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const luminance = (colour: string): number => {
      const parts = /(\d+(?:\.\d+)?)[, ]+(\d+(?:\.\d+)?)[, ]+(\d+(?:\.\d+)?)/.exec(colour)!.slice(1, 4).map((part) => Number(part) / 255);
      const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const seen = (element: Element): number => (element.closest("svg") === element ? 1 : Number(getComputedStyle(element).opacity) * seen(element.parentElement!));
    const found: number[] = [];
    for (const item of document.querySelectorAll(".item[data-pale]:not(.line)")) {
      const fills = [...item.querySelectorAll("rect, circle, ellipse")].map((shape) => getComputedStyle(shape)).filter((style) => style.fill !== "none" && !/, 0\)$/.test(style.fill) && style.fillOpacity !== "0");
      for (const word of item.querySelectorAll("tspan")) {
        if (seen(word) < 1) found.push(0);
        for (const { fill } of fills) {
          const [light, dark] = [luminance(fill), luminance(getComputedStyle(word).fill)].sort((a, b) => b - a);
          found.push((light + 0.05) / (dark + 0.05));
        }
      }
    }
    return found;
  });

for (const colorScheme of ["light", "dark"] as const) {
  test(`what a filter leaves out can still be read: ${colorScheme}`, async ({ browser }) => {
    const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 }, colorScheme });
    await openMap(page, server);
    await page.keyboard.press("q");
    await page.getByRole("dialog", { name: "筛选" }).getByLabel("关键决策者").check();
    await expect(page.locator(".item[data-pale]").first()).toBeVisible();
    await picture(page, `${new URL("../target/end2end/look/", import.meta.url).pathname}pale-${colorScheme}.png`);
    const all = await contrasts(page);
    expect(all.length).toBeGreaterThan(50);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(4.5);
  });
}

test("the layout leaves a pinned card where it is and puts who is from elsewhere outside the company's frame", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { reducedMotion: "reduce" });
  await openMap(page, server);
  await find(page, "李敏");
  await page.keyboard.press("p");
  await expect(card(page, "采购部长 李敏")).toHaveAttribute("aria-label", /位置已固定/);
  await expect(page.getByRole("checkbox", { name: /^固定位置/ })).toBeChecked();
  await saved(page);
  const before = await place(page, "采购部长 李敏");
  const other = await place(page, "总经理 王建国");
  await page.keyboard.press("Escape");
  await page.keyboard.press("t");
  await expect.poll(() => place(page, "总经理 王建国")).not.toEqual(other);
  await saved(page);
  expect(await place(page, "采购部长 李敏")).toEqual(before);
  await page.keyboard.press("Shift+1");
  await viewAtRest(page);
  const frame = (await page.locator(".regions .company").boundingBox())!;
  for (const one of await page.locator("[data-item^=node]").all()) {
    const box = (await one.locator(".box").boundingBox())!;
    const outside = /外部人员/.test((await one.getAttribute("aria-label"))!);
    const within = box.x > frame.x && box.x + box.width < frame.x + frame.width && box.y > frame.y && box.y + box.height < frame.y + frame.height;
    expect(within, (await one.getAttribute("aria-label"))!).toBe(!outside);
  }
  await picture(page, `${new URL("../target/end2end/look/", import.meta.url).pathname}map-laid-out-zh.png`);
  await page.getByRole("button", { name: /^撤销/ }).first().click();
  await page.getByRole("button", { name: /^撤销/ }).first().click();
  await expect(card(page, "采购部长 李敏")).not.toHaveAttribute("aria-label", /位置已固定/);
});
