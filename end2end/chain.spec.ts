// The decision chain: begun from a way of buying, dated, manned and put in order by mouse, keyboard and finger, by one and by two.
import { expect, test, type Locator, type Page } from "./test";
import { demoServer } from "./demo";
import { MAIN_DEAL, STARTED_WITHIN_MS, choose, enter, picture, saved, accessible, viewAtRest } from "./people";

/** A deal of the demo without a chain. */
const SMALL_DEAL = "99638e77-68a4-8c45-9a3d-98ab1c7db640";

test.use({ actionTimeout: 10_000 });

const server = demoServer("each");

const shots = new URL("../target/end2end/look/", import.meta.url).pathname;

async function openChain(page: Page, deal = MAIN_DEAL): Promise<void> {
  await page.goto(`${server.url}/w/deals/${deal}/chain`);
  await expect(page.locator("[data-item^=step], .ch-empty").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
}

const steps = (page: Page): Locator => page.locator("[data-item^='step:']");
/** A step by its name, whatever its number. */
const step = (page: Page, name: string): Locator => page.locator(`[data-item^='step:'][aria-label*=" ${name},"]`);
const panel = (page: Page): Locator => page.locator(".cv-panel");

/** The names of the steps as they are numbered. */
async function order(page: Page): Promise<string[]> {
  const labels = await steps(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")!));
  return labels
    .map((label) => /^(\d+) ([^,]*),/.exec(label)!)
    .sort((a, b) => Number(a[1]) - Number(b[1]))
    .map((found) => found[2]);
}

/** A day so many days from now, as a date field has it. */
const day = (days: number): string => {
  const date = new Date(Date.now() + days * 86_400_000);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
};

async function addStep(page: Page, kind: string, name = ""): Promise<void> {
  const form = page.getByRole("dialog", { name: "添加步骤" });
  await form.getByLabel("客户在这一步做什么").selectOption({ label: kind });
  await form.getByLabel("名称").fill(name);
  await form.getByRole("button", { name: "添加", exact: true }).click();
  await expect(form).toBeHidden();
}

/** Takes hold of a step in its upper part, and pulls it sideways by so many pixels. */
async function pull(page: Page, name: string, dx: number): Promise<void> {
  const box = (await step(page, name).locator(".ch-card").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + 30];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y, { steps: 5 });
  await page.mouse.move(x + dx, y, { steps: 5 });
}

test("with the mouse: from a way of buying to days, people, order and a task, and each gesture is undone by its name", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openChain(page, SMALL_DEAL);
  await page.getByRole("button", { name: /^框架订单/ }).click();
  await expect(steps(page)).toHaveCount(6);
  for (const mark of ["晚于计划", "虚框：无人负责", "有未完成的任务", "箭头：我方动作", "虚框：姓名未知", "淡卡片：已离开", "60 天未更新"]) {
    await expect(page.locator(".cv-legend")).toContainText(mark);
  }
  await expect.poll(() => order(page)).toEqual(["提出需求", "预算审批", "邀请报价", "下达订单", "验收", "付款"]);

  await step(page, "预算审批").locator(".ch-card").click();
  await panel(page).getByLabel("计划完成").fill(day(-4));
  await expect(step(page, "预算审批")).toHaveAttribute("aria-label", /晚 4 天/);
  await panel(page).getByLabel("实际完成").fill(day(-3));
  await expect(step(page, "预算审批")).toHaveAttribute("aria-label", /晚 1 天/);
  await panel(page).getByLabel("状态").selectOption({ label: "受阻" });
  await expect(step(page, "预算审批")).toHaveAttribute("aria-label", /受阻/);
  await panel(page).getByLabel("我方动作").fill("请财务看三种付款方案\n第二行");
  await panel(page).getByLabel("我方动作").blur();
  await expect(step(page, "预算审批")).toHaveAttribute("aria-label", /请财务看三种付款方案$/);

  const candidate = panel(page).locator(".ch-candidates .cv-choice").first();
  const name = (await candidate.textContent())!.replace("＋", "").trim();
  await panel(page).getByLabel("按姓名或职务找人").fill(name);
  await panel(page).locator(".ch-candidates .cv-choice", { hasText: name }).first().click();
  const person = page.locator(`[data-item^=step_person][aria-label^="${name}"]`);
  await expect(person).toHaveCount(1);
  await panel(page).getByLabel(`${name} 在这一步的角色`).selectOption({ label: "批准人" });
  await expect(person).toHaveAttribute("aria-label", /批准人/);

  // A hand puts the person into the next step, and the step before another one.
  const from = (await person.locator(".box").boundingBox())!;
  const to = (await step(page, "邀请报价").locator(".ch-card").boundingBox())!;
  await page.mouse.move(from.x + 60, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, from.y + 24, { steps: 8 });
  await expect(page.locator(".ch-target")).toBeVisible();
  await page.mouse.up();
  await expect(step(page, "邀请报价")).toHaveAttribute("aria-label", /1 人/);
  await expect(step(page, "预算审批")).toHaveAttribute("aria-label", /无人负责/);

  const width = (await step(page, "下达订单").boundingBox())!.x - (await step(page, "邀请报价").boundingBox())!.x;
  await pull(page, "邀请报价", -2 * width);
  // The others make room before it is let go.
  await expect(step(page, "提出需求")).toHaveAttribute("aria-label", /^2 /);
  await page.mouse.up();
  await expect.poll(() => order(page)).toEqual(["邀请报价", "提出需求", "预算审批", "下达订单", "验收", "付款"]);

  await step(page, "预算审批").locator(".ch-card").click();
  await panel(page).getByRole("button", { name: "建任务" }).first().click();
  await expect(panel(page).getByText("未完成的任务：")).toBeVisible();
  await expect(step(page, "预算审批")).toHaveAttribute("aria-label", /任务/);

  for (const [undo, check] of [
    ["由步骤建任务", () => expect(step(page, "预算审批")).not.toHaveAttribute("aria-label", /任务/)],
    ["移动步骤", () => expect(step(page, "邀请报价")).toHaveAttribute("aria-label", /^3 /)],
    ["移到另一步", () => expect(step(page, "预算审批")).toHaveAttribute("aria-label", /1 人/)],
  ] as const) {
    await page.getByRole("toolbar").getByRole("button", { name: `撤销：${undo}` }).click();
    await check();
  }
  await saved(page);
});

test("with keys alone: a step is put in, moved, numbered, manned and taken out with what goes with it", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openChain(page, SMALL_DEAL);
  await page.getByRole("button", { name: /^公开招标/ }).focus();
  await page.keyboard.press("Enter");
  await expect(steps(page)).toHaveCount(9);
  await step(page, "招标").focus();
  await page.keyboard.press("Shift+N");
  await addStep(page, "其他（自定名称）", "专家论证");
  expect((await order(page)).slice(3, 6)).toEqual(["技术规范", "专家论证", "招标"]);
  // What was added is selected: an arrow moves it, Alt with an arrow walks.
  await page.keyboard.press("ArrowLeft");
  await expect(step(page, "专家论证")).toHaveAttribute("aria-label", /^4 /);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(step(page, "专家论证")).toHaveAttribute("aria-label", /^10 /);
  await panel(page).getByLabel("序号").fill("2");
  await page.keyboard.press("Enter");
  await expect(step(page, "专家论证")).toHaveAttribute("aria-label", /^2 /);
  await panel(page).getByLabel("序号").fill("77");
  await page.keyboard.press("Enter");
  await expect(page.getByText("序号须在 1 到 10 之间。").first()).toBeVisible();

  await step(page, "专家论证").focus();
  await page.keyboard.press("p");
  await expect(panel(page).getByLabel("按姓名或职务找人")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(step(page, "专家论证")).toHaveAttribute("aria-label", /1 人/);
  await step(page, "专家论证").focus();
  await page.keyboard.press("Delete");
  await expect(page.getByText("已移除“专家论证”，连同 1 位参与人").first()).toBeVisible();
  await expect(steps(page)).toHaveCount(9);
  await page.keyboard.press("Escape");
  await panel(page).locator(".cv-removed").getByRole("button", { name: "恢复" }).click();
  await expect(step(page, "专家论证")).toHaveAttribute("aria-label", /^2 .*1 人/);
});

test("under a thumb: a step is put in at a joint, dated and moved by taps", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await openChain(page, SMALL_DEAL);
  await page.getByRole("button", { name: /^邀请采购/ }).tap();
  await expect(steps(page)).toHaveCount(9);
  await step(page, "提出需求").locator(".plus-before").tap();
  await addStep(page, "其他（自定名称）", "需求调研");
  await expect(step(page, "需求调研")).toHaveAttribute("aria-label", /^1 /);
  await panel(page).getByLabel("计划完成").fill(day(5));
  await panel(page).getByRole("button", { name: "后移 →" }).tap();
  await expect(step(page, "需求调研")).toHaveAttribute("aria-label", /^2 .*计划/);
  await panel(page).locator(".ch-candidates .cv-choice").first().tap();
  await expect(step(page, "需求调研")).toHaveAttribute("aria-label", /1 人/);
  await saved(page);
});

test("several steps, and several people, go together by key and by hand, stay selected, and each gesture is one step", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openChain(page);
  await page.keyboard.press("Shift+1");
  const names = await order(page);
  const [a, b] = [names[1], names[2]];
  const undo = (name: string) => page.getByRole("toolbar").getByRole("button", { name: `撤销：${name}` });
  await step(page, a).locator(".ch-card").click();
  await step(page, b).locator(".ch-card").click({ modifiers: ["Shift"] });
  await step(page, a).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => order(page)).toEqual([names[0], names[3], a, b, ...names.slice(4)]);
  for (const name of [a, b]) await expect(step(page, name)).toHaveAttribute("data-selected", "");
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(() => order(page)).toEqual([a, b, names[0], ...names.slice(3)]);
  for (let back = 0; back < 2; back += 1) await undo("移动步骤").click();
  await expect.poll(() => order(page)).toEqual(names);

  const width = (await step(page, b).locator(".ch-card").boundingBox())!.x - (await step(page, a).locator(".ch-card").boundingBox())!.x;
  await pull(page, b, 2 * width);
  await expect(step(page, a)).toHaveAttribute("data-held", "lifted");
  await page.mouse.up();
  await expect.poll(() => order(page)).toEqual([names[0], names[3], names[4], a, b, ...names.slice(5)]);
  for (const name of [a, b]) await expect(step(page, name)).toHaveAttribute("data-selected", "");
  await undo("移动步骤").click();
  await expect.poll(() => order(page)).toEqual(names);

  // Two of one step, to the step behind it.
  await page.keyboard.press("Escape");
  const ids = await Promise.all(names.map(async (name) => (await step(page, name).getAttribute("data-item"))!.split(":")[1]));
  const at = (id: string): Locator => page.locator(`[data-item^='step_person:${id}/']`);
  let from = 0;
  while ((await at(ids[from]).count()) < 2) from += 1;
  expect(from).toBeLessThan(ids.length - 1);
  const items = (await at(ids[from]).evaluateAll((all) => all.map((one) => one.getAttribute("data-item")!))).slice(0, 2);
  await page.locator(`[data-item="${items[0]}"] .box`).first().click();
  await page.locator(`[data-item="${items[1]}"] .box`).first().click({ modifiers: ["Shift"] });
  await page.locator(`[data-item="${items[0]}"]`).focus();
  await page.keyboard.press("ArrowRight");
  for (const item of items) {
    await expect(page.locator(`[data-item="${item}"]`)).toHaveCount(0);
    await expect(page.locator(`[data-item="step_person:${ids[from + 1]}/${item.split("/")[1]}"]`)).toHaveAttribute("data-selected", "");
  }
  await undo("移到另一步").click();
  for (const item of items) await expect(page.locator(`[data-item="${item}"]`)).toHaveCount(1);
});

test("under a thumb: a step and a person of a step are taken up, and put by a tap where they go, or put back", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await openChain(page, SMALL_DEAL);
  await page.getByRole("button", { name: /^邀请采购/ }).tap();
  await expect(steps(page)).toHaveCount(9);
  const tools = page.getByRole("toolbar");
  await tools.getByRole("button", { name: "显示全部" }).tap();
  const names = await order(page);
  const tap = async (name: string): Promise<void> => {
    await viewAtRest(page);
    const box = (await step(page, name).locator(".ch-card").boundingBox())!;
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  };
  const take = panel(page).getByRole("button", { name: "移动", exact: true });
  const hint = page.locator(".cv-expected");

  await tap(names[1]);
  await take.tap();
  await expect(panel(page)).toBeHidden();
  await expect(hint).toContainText(`点一下新位置：${names[1]}`);
  await tap(names[4]);
  await expect(hint).toHaveCount(0);
  await expect(step(page, names[1])).toHaveAttribute("aria-label", /^5 /);
  await tools.getByRole("button", { name: "撤销：移动步骤" }).tap();
  await expect.poll(() => order(page)).toEqual(names);

  await tap(names[1]);
  await take.tap();
  await hint.getByRole("button", { name: "放回" }).tap();
  await expect(hint).toHaveCount(0);
  await tap(names[4]);
  await expect(step(page, names[4])).toHaveAttribute("data-selected", "");
  expect(await order(page)).toEqual(names);

  await panel(page).locator(".ch-candidates .cv-choice").first().tap();
  await expect(step(page, names[4])).toHaveAttribute("aria-label", /1 人/);
  await panel(page).locator(".ch-people [data-kind=link]").tap();
  await take.tap();
  await tap(names[2]);
  await expect(step(page, names[2])).toHaveAttribute("aria-label", /1 人/);
  await expect(step(page, names[4])).toHaveAttribute("aria-label", /无人负责/);
  await tools.getByRole("button", { name: "撤销：移到另一步" }).tap();
  await expect(step(page, names[4])).toHaveAttribute("aria-label", /1 人/);
  await saved(page);
});

test("with keys alone what was taken up is put where the focus is, and Escape puts it back", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openChain(page);
  const names = await order(page);
  const take = async (): Promise<void> => {
    await step(page, names[1]).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: /^移动所选/ }).press("Enter");
    await expect(page.locator(".cv-expected")).toBeVisible();
  };
  await take();
  await page.keyboard.press("Escape");
  await expect(page.locator(".cv-expected")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await take();
  // The arrows lead to the place; they do not move what is selected.
  for (const name of [names[2], names[3]]) {
    await page.keyboard.press("ArrowRight");
    await expect(step(page, name)).toBeFocused();
  }
  expect(await order(page)).toEqual(names);
  await page.keyboard.press("Enter");
  await expect(step(page, names[1])).toHaveAttribute("aria-label", /^4 /);
});

test("of several that are selected the one with the focus is taken up, and the others go with it", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 }, hasTouch: true });
  await openChain(page);
  await page.keyboard.press("Shift+1");
  const names = await order(page);
  const hint = page.locator(".cv-expected");
  const take = async (): Promise<void> => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "输入操作名称" }).fill("移动所选");
    await page.keyboard.press("Enter");
    await expect(hint).toBeVisible();
  };
  const pair = [names[1], names[2]];
  await step(page, pair[0]).locator(".ch-card").click();
  await step(page, pair[1]).locator(".ch-card").click({ modifiers: ["Shift"] });
  for (const name of pair) {
    await step(page, name).focus();
    await take();
    await expect(hint).toContainText(`点一下新位置：${name}`);
    await page.keyboard.press("Escape");
    await expect(hint).toHaveCount(0);
  }
  await page.keyboard.press("Escape");

  // Two of one step, to the step behind it.
  const ids = await Promise.all(names.map(async (name) => (await step(page, name).getAttribute("data-item"))!.split(":")[1]));
  const at = (id: string): Locator => page.locator(`[data-item^='step_person:${id}/']`);
  let from = 0;
  while ((await at(ids[from]).count()) < 2) from += 1;
  const items = (await at(ids[from]).evaluateAll((all) => all.map((one) => one.getAttribute("data-item")!))).slice(0, 2);
  await page.locator(`[data-item="${items[0]}"] .box`).first().click();
  await page.locator(`[data-item="${items[1]}"] .box`).first().click({ modifiers: ["Shift"] });
  await take();
  const there = (await step(page, names[from + 1]).locator(".ch-card").boundingBox())!;
  await page.touchscreen.tap(there.x + there.width / 2, there.y + there.height / 2);
  for (const item of items) {
    await expect(page.locator(`[data-item="${item}"]`)).toHaveCount(0);
    await expect(page.locator(`[data-item="step_person:${ids[from + 1]}/${item.split("/")[1]}"]`)).toHaveCount(1);
  }
  await page.getByRole("toolbar").getByRole("button", { name: "撤销：移到另一步" }).click();
  for (const item of items) await expect(page.locator(`[data-item="${item}"]`)).toHaveCount(1);
});

test("two who put a step in at the same place keep both, in one order", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openChain(wu);
  await openChain(yang);
  for (const page of [wu, yang]) {
    await step(page, "评标").focus();
    await page.keyboard.press("Shift+N");
  }
  await Promise.all([addStep(wu, "其他（自定名称）", "资格预审"), addStep(yang, "其他（自定名称）", "答疑澄清")]);
  await saved(wu);
  await saved(yang);
  await expect(steps(wu)).toHaveCount(11);
  await expect(steps(yang)).toHaveCount(11);
  await expect.poll(() => order(yang)).toEqual(await order(wu));
  const seen = await order(wu);
  expect([seen.slice(4, 5), seen.slice(5, 7).sort(), seen.slice(7, 8)]).toEqual([["招标"], ["答疑澄清", "资格预审"].sort(), ["评标"]]);
});

test("a step a colleague takes out stays in the hand, and letting it go says what happened", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openChain(wu);
  await openChain(yang);
  await pull(wu, "招标", 300);
  await step(yang, "招标").focus();
  await yang.keyboard.press("Delete");
  await expect(step(wu, "招标")).toHaveCount(0);
  await wu.mouse.up();
  await expect(wu.getByText("这个步骤已被移除。请先恢复再修改。").first()).toBeVisible();
  await expect(steps(wu)).toHaveCount(8);
});

test("while a colleague holds a step the others make room for it, and close up when he lets it be", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openChain(wu);
  await openChain(yang);
  const x = async (page: Page, name: string) => Math.round((await step(page, name).locator(".ch-card").boundingBox())?.x ?? Number.NaN);
  const [tender, evaluation] = [await x(yang, "招标"), await x(yang, "评标")];
  const width = (await x(wu, "评标")) - (await x(wu, "招标"));
  await pull(wu, "招标", width);
  await expect.poll(() => x(yang, "评标")).toBe(tender);
  await expect.poll(() => x(yang, "招标")).toBeGreaterThan(tender + width / 2);
  await wu.keyboard.press("Escape");
  await wu.mouse.up();
  await expect.poll(() => x(yang, "评标")).toBe(evaluation);
  await expect.poll(() => x(yang, "招标")).toBe(tender);
});

test("a colleague's edit does not end a drag", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openChain(wu);
  await openChain(yang);
  const before = await order(wu);
  const at = before.indexOf("招标");
  const width = (await step(wu, "评标").boundingBox())!.x - (await step(wu, "招标").boundingBox())!.x;
  await pull(wu, "招标", width);
  await step(yang, "技术规范").focus();
  await yang.keyboard.press("Enter");
  await panel(yang).getByLabel("状态").selectOption({ label: "受阻" });
  await expect(step(wu, "技术规范")).toHaveAttribute("aria-label", /受阻/);
  await expect(step(wu, "招标")).toHaveAttribute("data-held", "lifted");
  await wu.mouse.up();
  const wanted = [...before];
  wanted.splice(at, 2, "评标", "招标");
  await expect.poll(() => order(wu)).toEqual(wanted);
  await expect.poll(() => order(yang)).toEqual(wanted);
});

test("the demo shows where today falls, what is late, where the rival leads and where nobody is known", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openChain(page);
  await expect(step(page, "技术规范")).toHaveAttribute("aria-label", /晚 4 天/);
  await expect(step(page, "招标")).toHaveAttribute("aria-label", /海岳网络领先 \d 级/);
  await expect(step(page, "招标").locator(".ch-behind")).toHaveCount(1);
  await expect(step(page, "验收")).toHaveAttribute("aria-label", /无人负责/);
  await expect(page.locator(".ch-today-text")).toHaveText(/^今天 /);
  const [line, last, next] = await Promise.all(
    [page.locator(".regions .ch-today-line"), step(page, "技术规范").locator(".ch-card"), step(page, "招标").locator(".ch-card")].map((one) => one.boundingBox()),
  );
  expect(line!.x).toBeGreaterThan(last!.x + last!.width);
  expect(line!.x).toBeLessThan(next!.x);
  // A row of the list beside the drawing leads to its step.
  await panel(page).locator(".ch-attention").getByRole("button", { name: /验收/ }).first().click();
  await expect(step(page, "验收")).toHaveAttribute("data-selected", "");
});

test("the list does what the drawing does", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await openChain(page);
  await page.keyboard.press("l");
  const row = (name: string) => page.locator(".ch-twin tbody tr[data-row^='step:']", { has: page.getByRole("button", { name: `查看：${name}`, exact: true }) });
  await page.getByLabel("招标：状态").selectOption({ label: "进行中" });
  await page.getByLabel("招标：计划完成").fill(day(20));
  await page.getByLabel("招标：前移").click();
  await expect(row("招标").locator(".ch-twin-number")).toHaveText("4");
  await page.getByLabel("招标：我方动作").fill("约评标办法");
  await page.keyboard.press("Enter");
  await page.getByLabel("付款：移出决策链").click();
  await expect(page.getByText(/已移除“付款”，连同 2 位参与人/).first()).toBeVisible();
  await page.keyboard.press("l");
  await expect(step(page, "招标")).toHaveAttribute("aria-label", /^4 招标, 进行中, .*约评标办法/);
});

test("who may not edit reads everything and is offered nothing", async ({ browser }) => {
  const page = await enter(browser, server, "qianyue", { viewport: { width: 1440, height: 900 } });
  await openChain(page);
  await expect(page.getByRole("note")).toContainText("你可以查看这条决策链");
  await expect(page.locator(".ch-plus")).toHaveCount(0);
  const before = await order(page);
  await pull(page, "招标", 300);
  await page.mouse.up();
  await step(page, "招标").focus();
  await page.keyboard.press("Delete");
  await expect.poll(() => order(page)).toEqual(before);
  await step(page, "招标").focus();
  await page.keyboard.press("Enter");
  await expect(panel(page).getByLabel("状态")).toBeDisabled();
  await expect(panel(page).getByRole("button", { name: "建任务" })).toHaveCount(0);
});

for (const lang of ["zh-CN", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
      test(`the chain in ${lang}, ${colorScheme}, ${device}: nothing sticks out, axe finds nothing`, async ({ browser }) => {
        const page = await enter(browser, server, "wulei", { viewport, colorScheme, hasTouch: device === "phone" });
        await choose(page, lang);
        const name = `${lang}-${colorScheme}-${device}`;
        await openChain(page, SMALL_DEAL);
        await picture(page, `${shots}chain-empty-${name}.png`);
        await accessible(page);
        await openChain(page);
        await picture(page, `${shots}chain-${name}.png`);
        await accessible(page);
        await steps(page).nth(4).locator(".ch-card").click();
        await picture(page, `${shots}chain-step-${name}.png`);
        await accessible(page);
        await page.locator(".cv-tools [data-key=L]").dispatchEvent("click");
        await picture(page, `${shots}chain-list-${name}.png`);
        await accessible(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide).toBeLessThanOrEqual(0);
      });
    }
  }
}
