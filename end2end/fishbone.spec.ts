// The fishbone: drawn from nothing by mouse, by keys, by taps; ranked by two people at once; turned into tasks once; legible when full.
import { expect, test, type BrowserContextOptions, type Locator, type Page } from "./test";
import { demoServer } from "./demo";
import { atRest, card, enter, MAIN_DEAL, openMap, picture, saved, STARTED_WITHIN_MS, accessible } from "./people";

/** A deal of the demo without a fishbone. */
const SMALL_DEAL = "99638e77-68a4-8c45-9a3d-98ab1c7db640";
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const PICTURES = new URL("pictures/", import.meta.url).pathname;
const shots = new URL("../target/end2end/look/", import.meta.url).pathname;

test.use({ actionTimeout: 10_000 });

const server = demoServer("each");

async function openFishbone(page: Page, deal = MAIN_DEAL): Promise<void> {
  await page.goto(`${server.url}/w/deals/${deal}/fishbone`);
  await expect(page.locator(".fb .cv-stage")).toBeVisible({ timeout: STARTED_WITHIN_MS });
  if (deal !== MAIN_DEAL) return;
  await expect(page.locator("[data-item^=bone_person]").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  const choose = page.locator(".fb-choose").getByRole("button").first();
  if ((await choose.textContent()) !== "12月签约") {
    await choose.click();
    await page.getByRole("menuitem", { name: "12月签约" }).click();
  }
  await expect(choose).toHaveText("12月签约");
}

/** A person on the fishbone, by the start of the spoken name. */
const person = (page: Page, name: string): Locator => page.locator(`[data-item^="bone_person:"][aria-label^="${name}"]`);
/** A bone, by the name of its department. */
const bone = (page: Page, name: string): Locator => page.locator(`[data-item^="bone:"][aria-label$=" ${name}"]`);
/** "鱼骨 1 集团领导", ...: all bones, the most important first. */
const bones = async (page: Page): Promise<string[]> => {
  const labels = await page.locator('[data-item^="bone:"][aria-label]').evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")!));
  return labels.sort((a, b) => Number(a.split(" ")[1]) - Number(b.split(" ")[1])).map((label) => label.split(" ").slice(2).join(" "));
};
/** The people of a bone, by its rank, the most important first; posts and names only. */
const people = async (page: Page, rank: number): Promise<string[]> => {
  const labels = await page.locator('[data-item^="bone_person:"][aria-label]').evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")!));
  const on = labels.map((label) => [label.split(", ")[0], /(\d+) \S+ (\d+)$/.exec(label)!.slice(1).map(Number)] as const).filter(([, [at]]) => at === rank);
  return on.sort(([, [, a]], [, [, b]]) => a - b).map(([name]) => name);
};
const toast = (page: Page, text: string | RegExp): Locator => page.locator(".toast", { hasText: text });
const middle = async (target: Locator): Promise<{ x: number; y: number }> => {
  // What makes room for something else is on its way.
  await atRest(target.page());
  const box = (await target.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
/** The state shape of a person: where his place on the bone is. */
const spot = (page: Page, name: string): Locator => person(page, name).locator(".state");
/** Opens the panel on an item by keys, whatever was selected before. */
async function pick(target: Locator): Promise<void> {
  await target.focus();
  await target.press("Escape");
  await target.press("Enter");
}
/** Takes a shape with the mouse and carries it, without letting go. */
async function carry(page: Page, what: Locator, to: { x: number; y: number }): Promise<void> {
  const from = await middle(what);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

async function newFishbone(page: Page, goal: string): Promise<void> {
  await page.keyboard.press("g");
  const form = page.getByRole("dialog", { name: "新建鱼骨图" });
  await form.getByLabel("目标").fill(goal);
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();
}
async function addBone(page: Page, name: string): Promise<void> {
  await page.keyboard.press("b");
  const form = page.getByRole("dialog", { name: "添加鱼骨" });
  await form.getByRole("textbox", { name: "部门" }).fill(name);
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();
  await expect(bone(page, name)).toHaveCount(1);
}
async function addPerson(page: Page, title: string, name: string): Promise<void> {
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: /^添加人员/ });
  await expect(form.locator("#fb-search, #fb-title").first()).toBeFocused();
  await form.getByLabel("职务", { exact: true }).fill(title);
  if (name) await form.getByLabel("姓名", { exact: true }).fill(name);
  else await form.getByLabel("不知道姓名").check();
  await form.getByLabel("职务", { exact: true }).press("Enter");
  await expect(form).toBeHidden();
  await expect(person(page, `${title}${name ? ` ${name}` : ""}`)).toHaveCount(1);
}

test("one is drawn from nothing by keys, ranked by keys, and all of it is undone step by step", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openFishbone(page, SMALL_DEAL);
  await expect(page.getByRole("heading", { name: "一个目标，一张鱼骨图" })).toBeVisible();
  await newFishbone(page, "框架协议");
  await expect(page.getByRole("heading", { name: "先放部门" })).toBeVisible();
  await addBone(page, "董事会办公室");
  await addBone(page, "设备管理部");
  await addPerson(page, "设备部长", "甲");
  await addPerson(page, "设备主管", "乙");
  await addPerson(page, "点检员", "");
  await expect.poll(() => bones(page)).toEqual(["董事会办公室", "设备管理部"]);
  await expect.poll(() => people(page, 2)).toEqual(["设备部长 甲", "设备主管 乙", "点检员"]);

  // The person below the spine goes up: nearer to it, twice.
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => people(page, 2)).toEqual(["设备部长 甲", "点检员", "设备主管 乙"]);
  await page.keyboard.press("Shift+ArrowUp");
  await expect.poll(() => people(page, 2)).toEqual(["点检员", "设备部长 甲", "设备主管 乙"]);
  // To the right is the next bone toward the head.
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => people(page, 1)).toEqual(["点检员"]);
  // The bone likewise; a typed rank moves the shape.
  await pick(bone(page, "设备管理部"));
  await page.getByLabel("鱼骨位次").fill("1");
  await page.getByLabel("鱼骨位次").press("Enter");
  await expect.poll(() => bones(page)).toEqual(["设备管理部", "董事会办公室"]);
  await saved(page);

  const undo = page.getByRole("toolbar").getByRole("button", { name: /^撤销/ });
  await expect(undo).toHaveAccessibleName("撤销：移动鱼骨");
  await undo.click();
  await expect.poll(() => bones(page)).toEqual(["董事会办公室", "设备管理部"]);
  for (const name of ["移动人员", "移动人员", "移动人员", "添加人员", "添加人员", "添加人员", "添加鱼骨", "添加鱼骨", "新建鱼骨图"]) {
    await expect(undo).toHaveAccessibleName(`撤销：${name}`);
    await undo.click();
  }
  await expect(page.getByRole("heading", { name: "一个目标，一张鱼骨图" })).toBeVisible();
  await page.getByRole("toolbar").getByRole("button", { name: "重做：新建鱼骨图" }).click();
  await expect(page.getByRole("heading", { name: "先放部门" })).toBeVisible();
  await page.context().close();
});

test("one is drawn by mouse: a gap opens where the held person would land, and one drop is one step", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openFishbone(page);
  const before = await people(page, 3);
  expect(before).toEqual(["采购部长 李敏", "招标主管 何平", "合同经理 岳琳"]);
  const undo = page.getByRole("toolbar").getByRole("button", { name: /^撤销/ });

  // Along the bone, toward the spine.
  const top = await middle(spot(page, "采购部长 李敏"));
  await carry(page, spot(page, "合同经理 岳琳"), { x: top.x + 4, y: top.y + 10 });
  await expect(page.locator(".landing")).toHaveCount(1);
  await expect.poll(() => people(page, 3)).toEqual(["合同经理 岳琳", "采购部长 李敏", "招标主管 何平"]);
  await page.mouse.up();
  await expect(page.locator(".landing")).toHaveCount(0);
  await expect.poll(() => people(page, 3)).toEqual(["合同经理 岳琳", "采购部长 李敏", "招标主管 何平"]);
  await expect(undo).toHaveAccessibleName("撤销：移动人员");

  // Onto another bone.
  await carry(page, spot(page, "合同经理 岳琳"), await middle(spot(page, "总经理 王建国")));
  await page.mouse.up();
  await expect.poll(() => people(page, 1)).toContain("合同经理 岳琳");

  // A drag that is given up changes nothing.
  const rest = await people(page, 1);
  await carry(page, spot(page, "总经理 王建国"), await middle(spot(page, "采购部长 李敏")));
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect.poll(() => people(page, 1)).toEqual(rest);

  // A bone toward the head, then across the spine.
  const label = (name: string): Locator => bone(page, name).locator(".pill");
  const [third, first] = [await middle(label("采购中心")), await middle(label("集团领导"))];
  await carry(page, label("采购中心"), { x: first.x + 160, y: third.y });
  await page.mouse.up();
  await expect.poll(async () => (await bones(page))[0]).toBe("采购中心");
  await atRest(page);
  const height = async (): Promise<number> => (await middle(label("采购中心"))).y - (await middle(page.locator(".spine"))).y;
  await expect.poll(height).toBeLessThan(0);
  const held = await middle(label("采购中心"));
  await carry(page, label("采购中心"), { x: held.x, y: held.y + 420 });
  await page.mouse.up();
  await expect.poll(height).toBeGreaterThan(0);
  expect((await bones(page))[0]).toBe("采购中心");
  await saved(page);
  await page.context().close();
});

test("several people go together by key and by hand, in their order, stay selected, and each gesture is one step", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openFishbone(page);
  const before = await people(page, 3);
  expect(before).toEqual(["采购部长 李敏", "招标主管 何平", "合同经理 岳琳"]);
  const two = before.slice(1);
  const undo = page.getByRole("toolbar").getByRole("button", { name: "撤销：移动人员" });
  const both = async (): Promise<void> => {
    for (const name of two) await expect(person(page, name)).toHaveAttribute("data-selected", "");
    await expect(page.locator("[data-item][data-selected]")).toHaveCount(2);
  };
  await spot(page, two[0]).click();
  await spot(page, two[1]).click({ modifiers: ["Shift"] });
  await person(page, two[0]).focus();

  // Nearer to the spine: the third bone is above it or below.
  const spine = (await middle(page.locator(".spine"))).y;
  const inwards = (await middle(spot(page, two[0]))).y < spine ? "ArrowDown" : "ArrowUp";
  await page.keyboard.press(inwards);
  await expect.poll(() => people(page, 3)).toEqual([...two, before[0]]);
  await both();
  await undo.click();
  await expect.poll(() => people(page, 3)).toEqual(before);

  await person(page, two[0]).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => people(page, 3)).toEqual([before[0]]);
  const next = await people(page, 2);
  expect(next.indexOf(two[1])).toBe(next.indexOf(two[0]) + 1);
  await both();
  await undo.click();
  await expect.poll(() => people(page, 3)).toEqual(before);

  // By hand: each has its place shown, and both are there when one is let go.
  await carry(page, spot(page, two[1]), await middle(spot(page, "总经理 王建国")));
  await expect(page.locator(".landing")).toHaveCount(2);
  await page.mouse.up();
  await expect.poll(() => people(page, 3)).toEqual([before[0]]);
  const first = await people(page, 1);
  expect(first.indexOf(two[1])).toBe(first.indexOf(two[0]) + 1);
  await both();
  await undo.click();
  await expect.poll(() => people(page, 3)).toEqual(before);

  // Two bones, one place towards the head.
  await page.keyboard.press("Escape");
  const order = await bones(page);
  await bone(page, order[1]).locator(".pill").click();
  await bone(page, order[2]).locator(".pill").click({ modifiers: ["Shift"] });
  await bone(page, order[1]).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => bones(page)).toEqual([order[1], order[2], order[0], ...order.slice(3)]);
  await page.getByRole("toolbar").getByRole("button", { name: "撤销：移动鱼骨" }).click();
  await expect.poll(() => bones(page)).toEqual(order);
  await page.context().close();
});

test("one is drawn by taps: fishbone, bone, person, and a move by taking up and tapping", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", PHONE);
  await openFishbone(page, SMALL_DEAL);
  await page.getByRole("button", { name: "新建鱼骨图" }).tap();
  const fresh = page.getByRole("dialog", { name: "新建鱼骨图" });
  await fresh.getByLabel("目标").fill("春季检修合同");
  await fresh.getByRole("button", { name: "新建", exact: true }).tap();
  for (const name of ["总经办", "检修部"]) {
    await page.getByRole("toolbar").getByRole("button", { name: "添加鱼骨（部门）", exact: true }).tap();
    const form = page.getByRole("dialog", { name: "添加鱼骨" });
    await form.getByRole("textbox", { name: "部门" }).fill(name);
    await form.getByRole("button", { name: "添加", exact: true }).tap();
    await expect(bone(page, name)).toHaveCount(1);
  }
  for (const [title, name] of [["检修部长", "甲"], ["检修主管", "乙"]]) {
    await page.getByRole("toolbar").getByRole("button", { name: "添加人员", exact: true }).tap();
    const form = page.getByRole("dialog", { name: /^添加人员/ });
    await form.getByLabel("职务", { exact: true }).fill(title);
    await form.getByLabel("姓名", { exact: true }).fill(name);
    await form.getByRole("button", { name: "添加", exact: true }).tap();
    await expect(person(page, `${title} ${name}`)).toHaveCount(1);
  }
  await expect.poll(() => people(page, 2)).toEqual(["检修部长 甲", "检修主管 乙"]);

  // Its sheet, "move", and the place: nearer to the spine than the other.
  const second = await middle(spot(page, "检修主管 乙"));
  await page.touchscreen.tap(second.x, second.y);
  const sheet = page.locator(".cv-panel");
  await expect(sheet).toBeVisible();
  await sheet.getByRole("button", { name: "移动", exact: true }).tap();
  await expect(page.locator(".cv-hint")).toContainText("点一下新位置：检修主管 乙");
  const first = await middle(spot(page, "检修部长 甲"));
  await page.touchscreen.tap(first.x, first.y - 12);
  await expect.poll(() => people(page, 2)).toEqual(["检修主管 乙", "检修部长 甲"]);
  await saved(page);
  await page.context().close();
});

test("what is put where no bone is goes back and says so, and with another fishbone no tap is waited for", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { reducedMotion: "reduce" });
  await openFishbone(page);
  await page.keyboard.press("Shift+1");
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("-");
  const hint = page.locator(".cv-expected");
  const take = async (): Promise<void> => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "输入操作名称" }).fill("移动所选");
    await page.keyboard.press("Enter");
    await expect(hint).toBeVisible();
  };
  await page.locator("[data-item^='bone_person:']").first().focus();
  await page.keyboard.press("Space");
  await take();
  // The lowest place where there is nothing but paper.
  const paper = await page.locator(".cv-canvas").evaluate((canvas) => {
    const box = canvas.getBoundingClientRect();
    for (let y = box.bottom - 10; y > box.y; y -= 10) {
      for (let x = box.x + 10; x < box.right; x += 10) if (document.elementFromPoint(x, y)?.matches(".cv-canvas, .cv-canvas .world")) return { x, y };
    }
    return null;
  });
  await page.mouse.click(paper!.x, paper!.y);
  await expect(page.getByText("这里没有鱼骨，已放回。").first()).toBeVisible();
  await expect(hint).toHaveCount(0);
  await expect(page.getByRole("toolbar").getByRole("button", { name: "撤销" })).toBeDisabled();
  await take();
  await page.keyboard.press("Shift+G");
  await expect(hint).toHaveCount(0);
  await page.context().close();
});

test("two people rank at the same place at once, and nobody is lost", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openFishbone(wu);
  await openFishbone(yang);
  // Both put somebody else first on the bone of the technology centre.
  const ranks = async (page: Page, name: string): Promise<void> => {
    await pick(person(page, name));
    await page.getByLabel("骨上位次").fill("1");
  };
  await ranks(wu, "首席架构师 方立");
  await ranks(yang, "测试经理 康平");
  await Promise.all([wu, yang].map((page) => page.getByLabel("骨上位次").press("Enter")));
  await saved(wu);
  await saved(yang);
  const both = ["首席架构师 方立", "测试经理 康平"];
  await expect.poll(async () => (await people(wu, 4)).slice(0, 2).sort()).toEqual([...both].sort());
  expect((await people(wu, 4)).length).toBe(4);
  await expect.poll(() => people(yang, 4)).toEqual(await people(wu, 4));
  for (const page of [wu, yang]) await page.context().close();
});

test("a colleague's drag is seen while it lasts, and a remote change neither ends nor moves one's own", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openFishbone(wu);
  await openFishbone(yang);
  const start = await middle(spot(yang, "总会计师 姚秀英"));
  const target = await middle(spot(wu, "总经理 王建国"));
  await carry(wu, spot(wu, "总会计师 姚秀英"), target);
  await expect.poll(async () => Math.abs((await middle(spot(yang, "总会计师 姚秀英"))).x - start.x)).toBeGreaterThan(50);
  const held = await middle(spot(wu, "总会计师 姚秀英"));
  await addPerson(yang, "数据库主管", "丁");
  await expect(person(wu, "数据库主管 丁")).toHaveCount(1);
  const still = await middle(spot(wu, "总会计师 姚秀英"));
  expect(Math.hypot(still.x - held.x, still.y - held.y)).toBeLessThan(2);
  await wu.mouse.up();
  await expect.poll(() => people(wu, 1)).toContain("总会计师 姚秀英");
  await saved(wu);
  await expect.poll(() => people(yang, 1)).toEqual(await people(wu, 1));
  for (const page of [wu, yang]) await page.context().close();
});

test("a person let go on a bone that a colleague has just taken off stays where he was, and the screen says why", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openFishbone(wu);
  await openFishbone(yang);
  const before = await people(wu, 6);
  await carry(wu, spot(wu, "总会计师 姚秀英"), await middle(spot(wu, "采购部长 李敏")));
  await expect(wu.locator(".landing")).toHaveCount(1);
  await bone(yang, "采购中心").focus();
  await yang.keyboard.press("Delete");
  await expect(toast(yang, "已移除 采购中心，连同骨上 3 人")).toBeVisible();
  await expect(bone(wu, "采购中心")).toHaveCount(0);
  await wu.mouse.up();
  await expect(toast(wu, "这根鱼骨已被同事移除")).toBeVisible();
  // One bone less: finance is the fifth now.
  await expect.poll(() => people(wu, 5)).toEqual(before);
  await saved(wu);
  // It comes back with its people.
  await toast(yang, "已移除 采购中心").getByRole("button", { name: "撤销" }).click();
  await expect.poll(() => people(wu, 3)).toEqual(["采购部长 李敏", "招标主管 何平", "合同经理 岳琳"]);
  for (const page of [wu, yang]) await page.context().close();
});

test("the plan becomes tasks once, however often it is asked for", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openFishbone(page);
  const plan = page.locator(".fb-plan");
  await expect(plan.locator(".fb-planned")).toHaveCount(1);
  const all = plan.getByRole("button", { name: /^全部建为任务/ });
  const count = Number(/（(\d+)）/.exec((await all.textContent())!)![1]);
  expect(count).toBeGreaterThan(3);
  await plan.getByRole("button", { name: /^建任务：招标主管 何平/ }).click();
  await expect(toast(page, "已建任务：招标主管 何平")).toBeVisible();
  await expect(all).toHaveText(`全部建为任务（${count - 1}）`);
  await all.click();
  await expect(toast(page, `已建 ${count - 1} 项任务`)).toBeVisible();
  await expect(plan.getByText("全部已有任务。")).toBeVisible();
  await expect(all).toHaveCount(0);
  await page.locator(".cv-canvas").click({ position: { x: 600, y: 40 } });
  await page.keyboard.press("t");
  await expect(toast(page, "全部已有任务。")).toBeVisible();
  await saved(page);
  // One step back takes back exactly the tasks of that click.
  const undo = page.getByRole("toolbar").getByRole("button", { name: /^撤销/ });
  await expect(undo).toHaveAccessibleName("撤销：计划建为任务");
  await undo.click();
  await expect(all).toHaveText(`全部建为任务（${count - 1}）`);
  await page.context().close();
});

test("a relation follows from the map until somebody states another with a reason, and takes it back", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openFishbone(page);
  await pick(person(page, "采购部长 李敏"));
  const panel = page.locator(".cv-panel");
  await expect(panel.getByText(/按最近评估：−1 微弱反对/)).toBeVisible();
  await panel.getByRole("button", { name: "另行说明关系" }).click();
  await panel.getByRole("radio", { name: "有过合作" }).check({ force: true });
  await panel.getByRole("button", { name: "保存说明" }).click();
  await expect(panel.getByText("请写明理由。")).toBeVisible();
  await panel.getByLabel("理由").fill("她在前一家公司用过我们的设备。");
  await panel.getByRole("button", { name: "保存说明" }).click();
  await expect(person(page, "采购部长 李敏")).toHaveAttribute("aria-label", /有过合作/);
  await expect(panel.getByText("她在前一家公司用过我们的设备。")).toBeVisible();
  await panel.getByRole("button", { name: "改回按评估" }).click();
  await expect(person(page, "采购部长 李敏")).toHaveAttribute("aria-label", /需提高/);

  // Marks: an A behind a B is warned of; what A and B mean is the deal's own.
  await pick(person(page, "测试经理 康平"));
  await panel.getByRole("radio", { name: /^A/ }).check({ force: true });
  await expect(panel.getByText("同一根鱼骨上，A 应比 B 更靠近轴线")).toBeVisible();
  await expect(person(page, "测试经理 康平")).toHaveAttribute("aria-label", /A 应比 B 更靠近轴线/);
  await expect(page.locator(".cv-legend")).toContainText("A!A 应比 B 更靠近轴线");
  await pick(page.locator('[data-item^="fishbone:"]'));
  await panel.getByLabel("A", { exact: true }).fill("拍板的人");
  await panel.getByLabel("A", { exact: true }).press("Enter");
  await expect(page.locator(".cv-legend")).toContainText("拍板的人");
  await expect(person(page, "总经理 王建国")).toHaveAttribute("aria-label", /A 拍板的人/);
  await saved(page);
  await page.context().close();
});

test("renaming a person changes map and fishbone, and the way leads from one to the other", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openFishbone(wu);
  await openMap(yang, server);
  await pick(person(wu, "网络部主任"));
  await wu.locator(".cv-panel").getByLabel("姓名", { exact: true }).fill("潘晓");
  await wu.locator(".cv-panel").getByLabel("姓名", { exact: true }).press("Enter");
  await expect(person(wu, "网络部主任 潘晓")).toHaveCount(1);
  await expect(card(yang, "网络部主任 潘晓")).toHaveCount(1);
  await pick(card(yang, "网络部主任 潘晓"));
  await yang.getByLabel("姓名", { exact: true }).fill("潘小云");
  await yang.getByLabel("姓名", { exact: true }).press("Enter");
  await expect(person(wu, "网络部主任 潘小云")).toHaveCount(1);
  await wu.getByRole("link", { name: "在权力地图上查看" }).click();
  await expect(card(wu, "网络部主任 潘小云")).toHaveAttribute("data-selected", "");
  for (const page of [wu, yang]) await page.context().close();
});

test("a deal has several fishbones: chosen, copied, renamed, put away, brought back", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openFishbone(page);
  const choose = page.locator(".fb-choose").getByRole("button").first();
  await expect(choose).toHaveText("12月签约");
  await choose.click();
  await page.getByRole("menuitem", { name: "复制这张…" }).click();
  const form = page.getByRole("dialog", { name: "新建鱼骨图" });
  await form.getByLabel("目标").fill("二期追加");
  await form.getByRole("button", { name: "新建", exact: true }).click();
  await expect(choose).toHaveText("二期追加");
  await expect.poll(() => bones(page)).toHaveLength(7);
  // The copy goes its own way.
  await bone(page, "财务部").focus();
  await page.keyboard.press("Delete");
  await expect.poll(() => bones(page)).toHaveLength(6);
  await choose.click();
  await page.getByRole("menuitem", { name: "12月签约" }).click();
  await expect.poll(async () => (await bones(page)).length).toBe(7);
  await choose.click();
  await page.getByRole("menuitem", { name: "修改目标" }).click();
  await page.getByLabel("目标", { exact: true }).fill("11月签约");
  await page.getByLabel("目标", { exact: true }).press("Enter");
  await expect(choose).toHaveText("11月签约");
  await choose.click();
  await page.getByRole("menuitem", { name: "归档这张" }).click();
  await expect(choose).not.toHaveText("11月签约");
  await choose.click();
  await page.getByRole("menuitem", { name: /^11月签约/ }).click();
  await expect(choose).toHaveText("11月签约");
  await saved(page);
  await page.context().close();
});

test("the list does what the drawing does, and who only observes can change neither", async ({ browser }) => {
  const [wu, qian] = [await enter(browser, server, "wulei"), await enter(browser, server, "qianyue")];
  await openFishbone(wu);
  await openFishbone(qian);
  await expect(qian.getByText("只读：只有本项目铁三角（AR、SR、FR）可以修改鱼骨图。")).toBeVisible();
  await qian.keyboard.press("b");
  await expect(qian.getByRole("dialog", { name: "添加鱼骨" })).toHaveCount(0);
  await bone(qian, "采购中心").focus();
  await qian.keyboard.press("Delete");
  await expect(bone(qian, "采购中心")).toHaveCount(1);

  await wu.keyboard.press("l");
  const row = wu.getByRole("row", { name: /合同经理/ });
  await row.getByLabel("骨上位次").fill("1");
  await row.getByLabel("骨上位次").press("Enter");
  await expect.poll(async () => (await people(qian, 3))[0]).toBe("合同经理 岳琳");
  await row.getByRole("button", { name: "查看：合同经理 岳琳" }).click();
  await expect(wu.locator(".cv-panel").getByLabel("骨上位次")).toHaveValue("1");
  for (const page of [wu, qian]) await page.context().close();
});

/** Boxes on the screen of what must never touch: the two lines of each person, and the names of the departments. */
async function overlaps(page: Page): Promise<string[]> {
  await atRest(page);
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll<SVGGraphicsElement>('.people .item text, .bones .item .pill, .fin')].map((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const owner = one.closest("[data-item]")!.getAttribute("data-item")!;
      return { name: `${one.textContent || one.getAttribute("class")} of ${owner}`, owner, left, right, top, bottom };
    });
    const found: string[] = [];
    for (const [at, one] of boxes.entries()) {
      for (const other of boxes.slice(at + 1)) {
        const apart = one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
        // The two lines of one person belong together.
        if (!apart && one.owner !== other.owner) found.push(`${one.name} touches ${other.name}`);
      }
    }
    return found;
  });
}

test("twelve bones with fifteen people each: no two labels touch, as the browser measures them, in both languages", async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openFishbone(page, SMALL_DEAL);
  const titles = ["常务副总经理兼数据中心建设指挥部总指挥", "董事", "Executive Deputy General Manager, Data Centre Construction", "采购部长"];
  const names = ["买买提·阿不都热合曼·艾力", "李敏", "Wolfeschlegelsteinhausen Adolph", ""];
  await newFishbone(page, "在十二月底之前与集团签订一期与二期的框架合同");
  for (let at = 0; at < 12; at++) {
    await addBone(page, at % 3 ? `部门 ${at}` : `数据中心规划与建设指挥部办公室 ${at}`);
    for (let number = 0; number < 15; number++) {
      await page.keyboard.press("n");
      const form = page.locator(".fb-pop");
      await expect(form.locator("#fb-search, #fb-title").first()).toBeFocused();
      await form.locator("#fb-title").fill(`${titles[(at + number) % 4]} ${at}-${number}`);
      const name = names[number % 4];
      if (name) await form.locator("#fb-name").fill(name);
      await form.locator("#fb-title").press("Enter");
      await expect(form).toBeHidden();
    }
  }
  await expect(page.locator('[data-item^="bone_person:"]')).toHaveCount(180);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+0");
  await expect.poll(() => overlaps(page)).toEqual([]);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect.poll(() => overlaps(page)).toEqual([]);
  await page.keyboard.press("Shift+1");
  await picture(page, `${shots}fishbone-full.png`);
  await page.context().close();
});

for (const lang of ["zh-CN", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
      test(`the fishbone in ${lang}, ${colorScheme}, ${device}: nothing sticks out, axe finds nothing`, async ({ browser }) => {
        const page = await enter(browser, server, "wulei", { viewport, colorScheme, hasTouch: device === "phone" });
        const name = `${lang}-${colorScheme}-${device}`;
        await openFishbone(page);
        if (lang === "en") {
          // On a phone the switch is in the user's menu.
          await page.evaluate(() => (document.cookie = "sandtable_lang=en; path=/"));
          await page.reload();
          await expect(page.locator("html")).toHaveAttribute("lang", "en");
          await expect(page.locator('[data-item^="bone_person:"]').first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
        }
        await saved(page);
        await picture(page, `${shots}fishbone-${name}.png`);
        if (name === "zh-CN-light-desktop") await picture(page, `${PICTURES}fishbone.png`);
        await accessible(page);
        await expect.poll(() => overlaps(page)).toEqual([]);
        // A phone shows the part at the head: somebody who stands there.
        const states = page.locator('[data-item^="bone_person:"] .state');
        const inSight = await states.evaluateAll((all) => all.findIndex((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          return left > 0 && right < innerWidth && top > 150 && bottom < innerHeight - 150;
        }));
        await states.nth(inSight).click();
        await expect(page.locator(".cv-panel .fb-state")).toBeVisible();
        await picture(page, `${shots}fishbone-person-${name}.png`);
        await accessible(page);
        await page.keyboard.press("Escape");
        await page.keyboard.press("b");
        await expect(page.locator(".fb-pop")).toBeVisible();
        await picture(page, `${shots}fishbone-form-${name}.png`);
        await accessible(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide).toBeLessThanOrEqual(0);
        await page.context().close();
      });
    }
  }
}
