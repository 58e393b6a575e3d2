// What every diagram can, tried on the map: palette, keys, search, minimap, menu of an item, meeting mode.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "./test";
import { demoServer } from "./demo";
import { card, choose, enter, MAIN_DEAL, openMap, picture, place, STARTED_WITHIN_MS, viewAtRest } from "./people";

test.use({ actionTimeout: 10_000 });

const server = demoServer("each");

/** Whether the middle of something is inside the drawing. */
const inSight = async (page: Page, target: Locator): Promise<boolean> => {
  const [box, stage] = [(await target.boundingBox())!, (await page.locator(".cv-stage").boundingBox())!];
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return x > stage.x && x < stage.x + stage.width && y > stage.y && y < stage.y + stage.height;
};

const world = (page: Page): Promise<string | null> => page.locator(".world").getAttribute("style");

test("the palette finds an action in Chinese, by initials and in English, shows its key and does it", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const options = page.locator(".cv-palette").getByRole("option");
  for (const words of ["标记关键", "bjgj", "mark as key"]) {
    await card(page, "采购部长 李敏").focus();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "输入操作名称" }).fill(words);
    await expect(options).toHaveCount(1);
    await expect(options.first()).toHaveText("标记关键决策者K");
    await page.keyboard.press("Escape");
  }

  // What can not be done now is not offered; what can is done on Enter.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "输入操作名称" }).fill("列表");
  await page.keyboard.press("Enter");
  await expect(page.locator(".cv-twin")).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "输入操作名称" }).fill("显示全部");
  await expect(options).toHaveCount(0);
  await expect(page.getByText("没有这个操作。")).toBeVisible();
});

test("every key in the list of keys is an action of the palette", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await card(page, "采购部长 李敏").click();
  await page.keyboard.press("?");
  const listed = await page.locator(".cv-help dd").allTextContents();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.locator("[role=option]").first()).toBeVisible();
  const offered = await page.locator("[role=option]:has(kbd) > span").allTextContents();
  expect(offered.length).toBeGreaterThan(15);
  // Undo and redo have nothing to do yet.
  expect(offered.filter((name) => !listed.includes(name))).toEqual([]);
});

test("search finds by name, post, pinyin and initials, jumps to each and counts", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const field = page.getByRole("searchbox", { name: "查找" });
  const count = page.locator(".cv-search [role=status]");
  for (const words of ["李敏", "limin", "lm", "采购部长"]) {
    await page.keyboard.press("Control+f");
    await field.fill(words);
    await expect(card(page, "采购部长 李敏")).toHaveAttribute("data-selected", "");
    await expect(card(page, "采购部长 李敏")).toHaveAttribute("data-pulse", "");
    await expect.poll(() => inSight(page, card(page, "采购部长 李敏"))).toBe(true);
    await page.keyboard.press("Escape");
    await expect(field).toHaveCount(0);
  }

  await page.keyboard.press("/");
  await field.fill("主任");
  await expect(count).toHaveText(/^1\/([2-9]|\d\d)$/);
  const first = await page.locator("[data-item][data-selected]").getAttribute("data-item");
  await page.keyboard.press("Enter");
  await expect(count).toHaveText(/^2\//);
  await expect(page.locator("[data-item][data-selected]")).not.toHaveAttribute("data-item", first!);
  await expect.poll(() => inSight(page, page.locator("[data-item][data-selected]"))).toBe(true);
  await page.keyboard.press("Shift+Enter");
  await expect(page.locator("[data-item][data-selected]")).toHaveAttribute("data-item", first!);
  await field.fill("没有这个人");
  await expect(count).toHaveText("没有找到");
});

test("the search of the map finds posts by pinyin, and leads to departments and to lines", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const field = page.getByRole("searchbox", { name: "查找" });
  const count = page.locator(".cv-search [role=status]");
  const selected = page.locator("[data-item][data-selected]");
  await page.keyboard.press("Control+f");
  for (const words of ["caigoubuzhang", "caigou bu", "cgbz", "Head of procurement"]) {
    await field.fill(words);
    await expect(card(page, "采购部长 李敏")).toHaveAttribute("data-selected", "");
    await field.fill("");
    await expect(count).toHaveText("");
  }

  // A department is a place: nothing is selected, and the keyboard goes on from the first of its people.
  for (const words of ["采购中心", "Procurement centre", "caigouzhongxin", "cgzx"]) {
    await field.fill(words);
    await expect(count).toHaveText("1/1");
    await expect(page.locator(".region-found")).toBeVisible();
    await expect(selected).toHaveCount(0);
    await field.fill("李敏");
    await expect(selected).toHaveCount(1);
  }
  await field.fill("采购中心");
  await expect(selected).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-item^=node]:focus")).toHaveCount(1);
  await expect.poll(() => inSight(page, page.locator("[data-item^=node]:focus"))).toBe(true);

  await page.keyboard.press("Control+f");
  for (const words of ["heping limin", "何平 → 李敏"]) {
    await field.fill(words);
    await expect(count).toHaveText("1/1");
    await expect(selected).toHaveAttribute("data-item", /^line:/);
    await expect(selected).toHaveAttribute("aria-label", /何平 → .*李敏/);
    await field.fill("没有这个人");
    await expect(count).toHaveText("没有找到");
  }
});

test("the search of the fishbone finds bones and that of the chain finds steps, in both languages and by pinyin", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const finds = async (words: string, item: string, label: RegExp) => {
    await page.keyboard.press("Control+f");
    await page.getByRole("searchbox", { name: "查找" }).fill(words);
    await expect(page.locator(`[data-item^='${item}:'][data-selected]`)).toHaveAttribute("aria-label", label);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("searchbox", { name: "查找" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(page.locator("[data-item][data-selected]")).toHaveCount(0);
  };
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/fishbone`);
  await expect(page.locator("[data-item^=bone_person]").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  for (const words of ["采购中心", "Procurement centre", "caigouzhong", "cgzx"]) await finds(words, "bone", /采购中心/);
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/chain`);
  await expect(page.locator("[data-item^=step]").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  for (const words of ["技术规范", "specification", "jishuguifan", "jsgf"]) await finds(words, "step", /技术规范/);
});

test("search asked for again goes back to its field, with what is typed there", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const field = page.getByRole("searchbox", { name: "查找" });
  await page.keyboard.press("Control+f");
  await field.fill("李敏");
  await expect(card(page, "采购部长 李敏")).toHaveAttribute("data-selected", "");
  await card(page, "采购部长 李敏").focus();
  await page.keyboard.press("Control+f");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("李敏");
});

test("a search without motion marks what it found without moving it", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { reducedMotion: "reduce" });
  await openMap(page, server);
  await page.keyboard.press("Control+f");
  await page.getByRole("searchbox", { name: "查找" }).fill("李敏");
  const ring = page.locator("[data-pulse] .ring");
  await expect(ring).toHaveCount(1);
  expect(await ring.evaluate((ring) => getComputedStyle(ring).animationName)).toBe("none");
});

test("a dragged card lines up with its neighbours and shows it, and not while Ctrl is held", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const name = "采购部长 李敏";
  // It stands in the column of its superior: away from there and back again, but for a little.
  const before = await place(page, name);
  const guide = page.locator(".overlay .guide");
  const box = (await card(page, name).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const held = async () => (await place(page, name)).x;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y, { steps: 5 });
  await page.mouse.move(x + 3, y);
  await expect(guide).toHaveAttribute("d", /^M/);
  await expect.poll(held).toBe(before.x);
  await page.keyboard.down("Control");
  await expect(guide).not.toHaveAttribute("d", /M/);
  await expect.poll(held).toBeGreaterThan(before.x);
  await page.keyboard.up("Control");
  await expect.poll(held).toBe(before.x);
  await page.keyboard.down("Control");
  await expect.poll(held).toBeGreaterThan(before.x);
  await page.mouse.up();
  await page.keyboard.up("Control");
  await expect(guide).not.toHaveAttribute("d", /M/);
  await expect.poll(held).toBeGreaterThan(before.x);
  await page.keyboard.press("?");
  await expect(page.locator(".cv-help")).toContainText("拖动时不吸附对齐");
});

/** The item that has the keyboard, as it is named in the markup; nothing outside of the drawing. */
const here = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest(".cv-canvas [data-item]")?.getAttribute("data-item") ?? null);

test("Tab goes through the drawing from above and from the left, and out of it at both ends", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const order = await page.locator(".world .card[data-item]").evaluateAll((cards) => {
    const at = (card: Element) => /\((-?[\d.]+) (-?[\d.]+)\)/.exec(card.getAttribute("transform")!)!.slice(1).map(Number);
    const sorted = cards.map((card) => ({ item: card.getAttribute("data-item")!, x: at(card)[0], y: at(card)[1] }));
    return sorted.sort((a, b) => a.y - b.y || a.x - b.x).map(({ item }) => item);
  });
  await page.locator(`[id="item-${order[0]}"]`).focus();
  for (const item of order.slice(1, 12)) {
    await page.keyboard.press("Tab");
    await expect.poll(() => here(page)).toBe(item);
    await expect.poll(() => inSight(page, page.locator(`[id="item-${item}"]`))).toBe(true);
  }
  await page.keyboard.press("Shift+Tab");
  await expect.poll(() => here(page)).toBe(order[10]);

  // What is selected stays so while the focus goes on, and Escape means what it meant.
  await page.keyboard.press(" ");
  await expect(page.locator("[data-item][data-selected]")).toHaveAttribute("data-item", order[10]);
  await page.keyboard.press("Tab");
  await expect.poll(() => here(page)).toBe(order[11]);
  await expect(page.locator("[data-item][data-selected]")).toHaveAttribute("data-item", order[10]);
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-item][data-selected]")).toHaveCount(0);
  await expect.poll(() => here(page)).toBe(order[11]);

  await page.keyboard.press("End");
  await expect.poll(() => here(page)).toBe(order.at(-1));
  await page.keyboard.press("Tab");
  await expect.poll(() => here(page)).toBe(null);
  await expect(page.locator("body")).not.toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect.poll(() => here(page)).toBe(order.at(-1));
  await page.keyboard.press("Home");
  await expect.poll(() => here(page)).toBe(order[0]);
  await page.keyboard.press("Shift+Tab");
  await expect.poll(() => here(page)).toBe(null);
  await page.keyboard.press("Tab");
  await expect.poll(() => here(page)).toBe(order[0]);
});

test("when a colleague takes away whom Tab leads to, it leads to somebody else", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  for (const page of [wu, yang]) await openMap(page, server);
  const reached = wu.locator('.cv-canvas [data-item][tabindex="0"]');
  await card(wu, "采购部长 李敏").focus();
  await expect(reached).toHaveAttribute("aria-label", /^采购部长 李敏/);
  await card(yang, "采购部长 李敏").click();
  await yang.keyboard.press("Delete");
  await expect(card(wu, "采购部长 李敏")).toHaveCount(0);
  await expect(reached).toHaveCount(1);
});

test("Tab goes along the chain step by step with its people, and along the fishbone by rank", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/chain`);
  const step = page.locator("[data-item^='step:']").first();
  await expect(step).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await step.focus();
  await page.keyboard.press("Home");
  await expect(page.locator(".cv-canvas [data-item]:focus")).toHaveAttribute("aria-label", /^1 /);
  const seen: string[] = [];
  for (let count = 0; count < 8; count += 1) {
    const now = await here(page);
    seen.push(now!);
    await page.keyboard.press("Tab");
    await expect.poll(() => here(page)).not.toBe(now);
  }
  const own = seen[0].replace("step:", "step_person:");
  expect(seen[0]).toMatch(/^step:/);
  // 提出需求 has three people, then comes the next step.
  expect(seen.slice(1, 4).every((item) => item.startsWith(own))).toBe(true);
  expect(seen[4]).toMatch(/^step:/);

  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/fishbone`);
  const bone = page.locator("[data-item^='bone:']").first();
  await expect(bone).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await bone.focus();
  await page.keyboard.press("Home");
  await expect.poll(() => here(page)).toMatch(/^fishbone:/);
  await page.keyboard.press("Tab");
  await expect.poll(() => here(page)).toMatch(/^bone:/);
  await expect(page.locator(".cv-canvas [data-item]:focus")).toHaveAttribute("aria-label", / 1 /);
  await page.keyboard.press("Tab");
  await expect.poll(() => here(page)).toMatch(/^bone_person:/);
});

test("the minimap pans by pointer and by key, and goes when everything is in sight", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const minimap = page.getByRole("group", { name: "缩略图" });
  await expect(minimap).toBeVisible();
  const before = await world(page);
  const box = (await minimap.boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.8, box.y + box.height * 0.7);
  const clicked = await world(page);
  expect(clicked).not.toBe(before);
  await minimap.focus();
  await page.keyboard.press("ArrowLeft");
  const x = (transform: string | null) => Number(/translate\((-?[\d.]+)/.exec(transform ?? "")![1]);
  expect(x(await world(page))).toBeGreaterThan(x(clicked) + 50);
  await page.keyboard.press("m");
  await expect(minimap).toHaveCount(0);
  await page.keyboard.press("m");
  await expect(minimap).toBeVisible();
  await page.keyboard.press("Shift+1");
  await expect(minimap).toHaveCount(0);
});

test("zoom goes to the selection and back to life size by key", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await card(page, "采购部长 李敏").focus();
  await page.keyboard.press("Shift+2");
  await expect.poll(() => world(page)).toContain("scale(1)");
  await expect.poll(() => inSight(page, card(page, "采购部长 李敏"))).toBe(true);
  await page.keyboard.press("-");
  await page.keyboard.press("Shift+0");
  await expect.poll(() => world(page)).toContain("scale(1)");
});

test("the right button, the menu key and a resting finger open the menu of a card", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { hasTouch: true });
  await openMap(page, server);
  const target = card(page, "采购部长 李敏");
  const menu = page.getByRole("menu", { name: "可做的操作" });
  const items = ["评估关系强度", "标记关键决策者", "指定责任人", "移出地图"];
  await target.click({ button: "right" });
  for (const name of items) await expect(menu.getByRole("menuitem", { name })).toBeVisible();
  await expect(target).toHaveAttribute("data-selected", "");
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);

  await target.focus();
  await page.keyboard.press("Shift+F10");
  await expect(menu).toBeVisible();
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Escape");

  const box = (await target.boundingBox())!;
  const finger = await page.context().newCDPSession(page);
  const at = { x: box.x + 40, y: box.y + box.height / 2 };
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
  await expect(menu).toBeVisible();
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(menu).toBeVisible();
  await menu.getByRole("menuitem", { name: "评估关系强度" }).click();
  await expect(page.getByRole("dialog", { name: "关系强度" })).toBeVisible();
});

test("in meeting mode only the drawing is left, and Escape leads back", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await page.keyboard.press("f");
  await expect(page.locator(".header")).toBeHidden();
  await expect(page.locator(".cv-tools")).toBeHidden();
  await expect(page.locator(".cv-panel")).toBeHidden();
  await expect(page.locator(".cv-legend")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".header")).toBeVisible();
  await page.keyboard.press("f");
  await page.getByRole("button", { name: "退出会议模式" }).click();
  await expect(page.locator(".cv-panel")).toBeVisible();
});

test("the key for meeting mode holds as pressed last, however late the browser changes to full screen", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  // All at once: the browser's answers come after the last key.
  const press = (...keys: string[]) =>
    page.evaluate((keys) => {
      for (const key of keys) window.dispatchEvent(new KeyboardEvent("keydown", { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key }));
    }, keys);
  const full = () => page.evaluate(() => document.fullscreenElement !== null);
  const changes = () => page.evaluate(() => Number(document.body.dataset.changes ?? 0));
  await page.evaluate(() => {
    const { dataset } = document.body;
    document.addEventListener("fullscreenchange", () => (dataset.changes = String(Number(dataset.changes ?? 0) + 1)));
  });
  await page.keyboard.press("f");
  await expect.poll(full).toBe(true);
  await press("Escape", "f");
  // Whether the browser goes back to full screen is its own affair: it may want another key for it.
  await expect.poll(changes).toBeGreaterThan(1);
  await expect(page.getByRole("button", { name: "退出会议模式" })).toBeVisible();
  await expect(page.locator(".header")).toBeHidden();
  await press("Escape");
  await expect.poll(full).toBe(false);
  await expect(page.locator(".header")).toBeVisible();
  const before = await changes();
  await press("f", "Escape");
  // It comes, though it is not wanted any more, and is left again.
  await expect.poll(changes).toBeGreaterThan(before + 1);
  await expect.poll(full).toBe(false);
  await expect(page.locator(".header")).toBeVisible();
});

for (const [tab, kind, leave] of [
  ["fishbone", "bone_person", "移除"],
  // The first steps are done and out of sight.
  ["chain", "step:nth=4", "移除所选"],
] as const) {
  test(`palette, menu of an item and meeting mode are there as on the map: ${tab}`, async ({ browser }) => {
    const page = await enter(browser, server, "wulei", { hasTouch: true, viewport: { width: 1440, height: 900 } });
    await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/${tab}`);
    const [name, at = "0"] = kind.split(":nth=");
    const target = page.locator(`[data-item^="${name}:"]`).nth(Number(at));
    await expect(target).toBeVisible({ timeout: STARTED_WITHIN_MS });
    const menu = page.getByRole("menu", { name: "可做的操作" });
    await target.focus();
    await page.keyboard.press("Shift+F10");
    await expect(menu.getByRole("menuitem").first()).toBeFocused();
    await expect(menu.getByRole("menuitem", { name: new RegExp(leave) })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(menu).toHaveCount(0);
    await page.keyboard.press("Escape");

    const finger = await page.context().newCDPSession(page);
    const box = (await target.boundingBox())!;
    const spot = { x: box.x + box.width / 2, y: box.y + Math.min(30, box.height / 2) };
    await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [spot] });
    await expect(menu).toBeVisible();
    await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect(target).toHaveAttribute("data-selected", "");
    await page.keyboard.press("Escape");

    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "输入操作名称" }).fill("hyms");
    await expect(page.locator(".cv-palette").getByRole("option")).toHaveText(["会议模式（全屏）F"]);
    await page.keyboard.press("Enter");
    await expect(page.locator(".header")).toBeHidden();
    await expect(page.locator(".cv-panel")).toBeHidden();
    await expect(page.locator(".cv-legend")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.locator(".cv-panel")).toBeVisible();
  });
}

test("no key stands for two things on one screen", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  for (const [tab, item] of [["map", "node"], ["fishbone", "bone_person"], ["chain", "step"]]) {
    await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/${tab}`);
    const first = page.locator(`[data-item^="${item}:"]`).first();
    await expect(first).toBeVisible({ timeout: STARTED_WITHIN_MS });
    await first.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("?");
    await expect(page.locator(".cv-help dt").first()).toBeVisible();
    const keys = await page.locator(".cv-help dt").evaluateAll((all) => all.map((one) => [...one.children].map((key) => key.textContent).join("+")));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at), tab).toEqual([]);
  }
});

test("several are selected by key: the focus goes on alone, Space takes in and out", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const selected = page.locator("[data-item][data-selected]");
  await card(page, "采购部长 李敏").focus();
  await page.keyboard.press("Space");
  await expect(selected).toHaveCount(1);
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await expect(card(page, "采购部长 李敏")).not.toBeFocused();
  await expect(selected).toHaveCount(1);
  await page.keyboard.press("Space");
  await expect(selected).toHaveCount(2);
  await page.keyboard.press("Space");
  await expect(selected).toHaveCount(1);
  await expect(card(page, "采购部长 李敏")).toHaveAttribute("data-selected", "");
});

test("several are selected by taps: the menu of one says so, a tap on the paper ends it", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { hasTouch: true });
  await openMap(page, server);
  await page.keyboard.press("Shift+1");
  const [one, other] = [card(page, "采购部长 李敏"), card(page, "总经理 王建国")];
  await one.click({ button: "right" });
  await page.getByRole("menuitem", { name: "继续选择更多" }).click();
  await expect(page.getByText("点按更多对象即可加入选择，点空白处结束。")).toBeVisible();
  await other.tap();
  const selected = page.locator("[data-item][data-selected]");
  await expect(selected).toHaveCount(2);
  await other.tap();
  await expect(selected).toHaveCount(1);
  await expect(one).toHaveAttribute("data-selected", "");
  await page.touchscreen.tap(400, 130);
  await expect(selected).toHaveCount(0);
  await other.tap();
  await one.tap();
  await expect(selected).toHaveCount(1);
});

/** A place on the paper 15 pixels beside somebody who is not selected, with nothing else as near. */
const beside = async (page: Page): Promise<{ x: number; y: number; item: string }> => {
  const found = await page.evaluate(() => {
    const free = (x: number, y: number, item: string): boolean => {
      for (let reach = 0; reach <= 24; reach += 2) {
        for (let spoke = 0; spoke < 36; spoke += 1) {
          const turn = (spoke * Math.PI) / 18;
          const hit = document.elementFromPoint(x + reach * Math.cos(turn), y + reach * Math.sin(turn));
          if (!hit?.closest(".cv-canvas") || hit.closest(".plus-buttons")) return false;
          const own = hit.closest("[data-item]")?.getAttribute("data-item");
          if (own && (own !== item || reach < 12)) return false;
        }
      }
      return true;
    };
    for (const card of document.querySelectorAll("[data-item^=node]:not([data-selected])")) {
      const box = card.querySelector(".box")!.getBoundingClientRect();
      const [y, item] = [box.y + box.height / 2, card.getAttribute("data-item")!];
      for (const x of [box.x - 15, box.right + 15]) if (free(x, y, item)) return { x, y, item };
    }
    return null;
  });
  expect(found).not.toBeNull();
  return found!;
};

test("a tap close beside somebody is on him, also while more are selected; with a selection it lets go", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { hasTouch: true });
  await openMap(page, server);
  await page.keyboard.press("Shift+1");
  const selected = page.locator("[data-item][data-selected]");
  const tap = async (): Promise<string> => {
    const { x, y, item } = await beside(page);
    await page.touchscreen.tap(x, y);
    return item;
  };
  const first = await tap();
  await expect(selected).toHaveCount(1);
  await expect(selected).toHaveAttribute("data-item", first);
  await tap();
  await expect(selected).toHaveCount(0);

  await card(page, "采购部长 李敏").click({ button: "right" });
  await page.getByRole("menuitem", { name: "继续选择更多" }).click();
  const other = await tap();
  await expect(selected).toHaveCount(2);
  await expect(page.locator(`[data-item="${other}"]`)).toHaveAttribute("data-selected", "");
  await expect(card(page, "采购部长 李敏")).toHaveAttribute("data-selected", "");

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "输入操作名称" }).fill("取消选择");
  await page.keyboard.press("Enter");
  await expect(selected).toHaveCount(0);
});

test("by keys alone whoever is taken up and put on somebody stays where he is, and a line is asked for", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const name = "采购部长 李敏";
  const before = await place(page, name);
  await card(page, name).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "输入操作名称" }).fill("移动所选");
  await page.keyboard.press("Enter");
  await expect(page.locator(".cv-expected")).toBeVisible();
  await expect(card(page, name)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(card(page, name)).not.toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator(".pm-chooser")).toBeVisible();
  expect(await place(page, name)).toEqual(before);
});

test("taking a tool leaves the drawing as it is, and where it is", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await page.getByRole("button", { name: "放大", exact: true }).click();
  const before = await world(page);
  const here = await card(page, "采购部长 李敏").elementHandle();
  for (const name of [/^连线/, /^移动画布/, /^选择/]) {
    await page.getByRole("toolbar").getByRole("button", { name }).click();
    expect(await here!.evaluate((element) => element.isConnected)).toBe(true);
    expect(await world(page)).toBe(before);
  }
});

test("a drawing that is left while it moves comes back at rest", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  // The list takes the place of the drawing in the next frame, long before its view has come to rest.
  await page.evaluate(async () => {
    const press = (key: string, code: string) => window.dispatchEvent(new KeyboardEvent("keydown", { key, code }));
    press("+", "Equal");
    await new Promise(requestAnimationFrame);
    press("l", "KeyL");
    await new Promise(requestAnimationFrame);
    press("l", "KeyL");
  });
  await expect(page.locator(".cv-paper")).toBeVisible();
  await viewAtRest(page);
});

test("a field that opens takes the focus only from who has not gone into another one", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const name = "#pm-add-name";
  // In the moment in which the form is there, before it is painted for the first time; then two frames later.
  const focused = await page.evaluate(
    (name) =>
      new Promise<string | undefined>((tell) => {
        const watch = new MutationObserver(() => {
          const field = document.querySelector<HTMLElement>(name);
          if (!field) return;
          watch.disconnect();
          field.focus();
          requestAnimationFrame(() => requestAnimationFrame(() => tell(document.activeElement?.id)));
        });
        watch.observe(document.body, { childList: true, subtree: true });
        window.dispatchEvent(new KeyboardEvent("keydown", { key: "n", code: "KeyN" }));
      }),
    name,
  );
  expect(`#${focused}`).toBe(name);
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await expect(page.locator("#pm-add-title")).toBeFocused();
});

for (const [language, colorScheme, width] of [["zh-CN", "light", 1440], ["en", "dark", 1440], ["en", "light", 390]] as const) {
  test(`palette, search and menu in ${language}, ${colorScheme}, ${width} wide: axe finds nothing`, async ({ browser }) => {
    const page = await enter(browser, server, "wulei", { colorScheme, viewport: { width, height: width > 400 ? 900 : 844 } });
    await choose(page, language);
    await openMap(page, server);
    const look = async (name: string) => {
      await picture(page, `../target/end2end/canvas/${name}-${language}-${colorScheme}-${width}.png`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((violation) => `${name}: ${violation.id} ${violation.nodes[0].html}`)).toEqual([]);
    };
    await page.keyboard.press("Control+f");
    await page.getByRole("searchbox").fill("zhuren");
    await look("search");
    await page.keyboard.press("Escape");
    await page.locator("[data-item][data-selected]").click({ button: "right" });
    await look("menu");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await look("palette");
  });
}
