// The lists beside the drawings: sorted by any column, edited where they stand, by keyboard as well, with a colleague drawing meanwhile.
import { expect, test, type Locator, type Page } from "./test";
import { demoServer } from "./demo";
import { accessible, addPerson, card, choose, enter, MAIN_DEAL, openMap, picture, saved, STARTED_WITHIN_MS } from "./people";

test.use({ actionTimeout: 10_000 });

const server = demoServer("each");

const PINYIN = new Intl.Collator("zh-CN", { numeric: true });
const LI = "采购部长 李敏";

async function openList(page: Page): Promise<Locator> {
  await openMap(page, server);
  await page.keyboard.press("l");
  const list = page.locator(".pm-twin");
  await expect(list).toBeVisible();
  return list;
}

async function openChainList(page: Page): Promise<Locator> {
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/chain`);
  await expect(page.locator("[data-item^='step:']").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await page.keyboard.press("l");
  await expect(page.locator(".ch-twin")).toBeVisible();
  return page.locator(".ch-twin");
}

async function openFishboneList(page: Page): Promise<Locator> {
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/fishbone`);
  await expect(page.locator("[data-item^=bone_person]").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await page.keyboard.press("l");
  await expect(page.locator(".fb .cv-twin")).toBeVisible();
  return page.locator(".fb .cv-twin");
}

const people = (list: Locator): Locator => list.locator("table").first().locator("tbody tr");
const lines = (list: Locator): Locator => list.locator("table").nth(1).locator("tbody tr");
const field = (page: Page, name: string, column: string): Locator => page.getByLabel(`${name}：${column}`, { exact: true });
const head = (list: Locator, table: number, name: string): Locator => list.locator("table").nth(table).getByRole("button", { name, exact: true });
const values = (rows: Locator, column: string): Promise<string[]> => rows.locator(column).evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
/** What the choices of these rows say. */
const picked = (rows: Locator, column: string): Promise<string[]> => rows.locator(column).evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).selectedOptions[0]?.text ?? ""));
/** The box of a row that takes it into the selection. */
const box = (page: Page, name: string): Locator => page.locator(".cv-twin").getByRole("checkbox", { name: `选择：${name}`, exact: true });

/** Picks something else than what holds, and says what; some choices are listed only while one is at the field. */
async function pickOther(choice: Locator): Promise<string> {
  const before = await choice.inputValue();
  await choice.focus();
  await expect.poll(() => choice.locator("option").count()).toBeGreaterThan(2);
  const all = await choice.locator("option").evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).value));
  const other = all.find((value) => value !== "" && value !== before)!;
  await choice.selectOption(other);
  await expect(choice).toHaveValue(other);
  return choice.evaluate((one) => (one as HTMLSelectElement).selectedOptions[0].text);
}

test("the people of the map are sorted by any column, Chinese by pinyin, and stand on the map as before", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const list = await openList(page);
  const rows = people(list);
  await expect(rows).toHaveCount(62);
  const posts = () => values(rows, "th input");
  const drawn = await posts();

  await head(list, 0, "职务").click();
  await expect.poll(posts).toEqual([...drawn].sort(PINYIN.compare));
  await expect(list.locator("th[aria-sort=ascending]")).toHaveText("职务");
  await head(list, 0, "职务").click();
  await expect.poll(posts).toEqual([...drawn].sort((a, b) => PINYIN.compare(b, a)));
  // A third click leaves the list as it is by itself.
  await head(list, 0, "职务").click();
  await expect.poll(posts).toEqual(drawn);
  await expect(list.locator("th[aria-sort=ascending], th[aria-sort=descending]")).toHaveCount(0);

  // Who has none stands last, whichever way.
  const names = () => values(rows, "td:nth-child(3) input");
  for (const turned of [false, true]) {
    await head(list, 0, "姓名").click();
    const known = [...(await names())].filter((name) => name !== "").sort((a, b) => PINYIN.compare(...((turned ? [b, a] : [a, b]) as [string, string])));
    await expect.poll(async () => (await names()).slice(0, known.length)).toEqual(known);
  }
  const strengths = async () => (await rows.locator("td.pm-twin-strength").evaluateAll((all) => all.map((one) => one.querySelector(".mark")?.textContent ?? ""))).map((text) => (text === "" ? null : Number(text.replace("−", "-"))));
  for (const down of [false, true]) {
    await head(list, 0, "我司关系").click();
    await expect
      .poll(async () => {
        const now = await strengths();
        const known = now.filter((one) => one !== null);
        return known.length > 30 && now.slice(0, known.length).every((one, at) => one !== null && (at === 0 || (down ? one <= known[at - 1] : one >= known[at - 1])));
      })
      .toBe(true);
  }
  for (const name of ["部门", "外部", "购买角色", "汇报给", "竞争对手", "责任人", "固定", "关键"]) {
    await head(list, 0, name).click();
    await expect(list.locator("table").first().locator("th[aria-sort=ascending]")).toHaveText(name);
    await expect(rows).toHaveCount(62);
  }
  await expect(rows.first().getByRole("checkbox", { name: /：关键$/ })).toBeChecked();

  const from = async () => (await lines(list).locator("th").allTextContents()).map((text) => text.trim());
  await head(list, 1, "起点").click();
  await expect.poll(from).toEqual([...(await from())].sort(PINYIN.compare));
  await page.keyboard.press("l");
  await expect(card(page, LI)).toBeVisible();
});

test("name, post, role, owner, key mark and strength are edited in the row, a colleague sees each, and undo takes each back", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openMap(yang, server);
  await openList(wu);
  await field(wu, LI, "姓名").fill("李敏敏");
  await wu.keyboard.press("Enter");
  await expect(card(yang, "采购部长 李敏敏")).toBeVisible();
  await field(wu, "采购部长 李敏敏", "职务").fill("采购总监");
  await wu.keyboard.press("Tab");
  const named = "采购总监 李敏敏";
  await expect(card(yang, named)).toBeVisible();

  const role = field(wu, named, "购买角色");
  await expect(role).not.toHaveValue("");
  const before = await role.inputValue();
  await role.selectOption({ index: 1 });
  await saved(wu);
  const owners = wu.getByRole("group", { name: `${named}：责任人` });
  const had = await owners.getByRole("button").count();
  await owners.getByLabel("增加责任人").selectOption({ index: 1 });
  await expect(owners.getByRole("button")).toHaveCount(had + 1);
  await owners.getByRole("button").first().click();
  await expect(owners.getByRole("button")).toHaveCount(had);
  await expect(owners.getByLabel("增加责任人")).toBeFocused();
  const key = field(wu, named, "关键");
  const was = await key.isChecked();
  await key.click();
  await expect(key).toBeChecked({ checked: !was });

  const row = people(wu.locator(".pm-twin")).filter({ has: key });
  await row.locator("td.pm-twin-strength button").click();
  const popover = wu.getByRole("dialog", { name: "关系强度" });
  await popover.getByRole("radio", { name: "+3" }).click();
  await popover.getByLabel("依据").fill("主动约了下周的方案会");
  await popover.getByRole("button", { name: "保存评估" }).click();
  await expect(popover).toBeHidden();
  await expect(row.locator("td.pm-twin-strength .mark")).toHaveText("+3");
  // The focus is in the row again.
  await expect(row.getByRole("button", { name: `查看：${named}` })).toBeFocused();
  await saved(wu);

  for (let step = 0; step < 7; step += 1) {
    await wu.keyboard.press("Control+z");
    await saved(wu);
  }
  await expect(card(yang, LI)).toBeVisible();
  await expect(field(wu, LI, "购买角色")).toHaveValue(before);
  await expect(field(wu, LI, "关键")).toBeChecked({ checked: was });
});

test("a person and a line are taken off in the row and come back; weight and note of a line are edited there", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const list = await openList(page);
  await page.getByRole("button", { name: `移出地图：${LI}` }).click();
  await expect(field(page, LI, "姓名")).toHaveCount(0);
  await expect(page.locator("[data-row] .cv-open:focus")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(field(page, LI, "姓名")).toBeVisible();

  const weighed = lines(list).filter({ has: page.locator("select") }).first();
  const weight = weighed.locator("select");
  const other = (await weight.inputValue()) === "3" ? "1" : "3";
  await weight.selectOption(other);
  await expect(weight).toHaveValue(other);
  const note = weighed.locator("textarea");
  await note.fill("同一所大学");
  await note.press("Enter");
  await saved(page);
  await expect(note).toHaveValue("同一所大学");
  const count = await lines(list).count();
  await weighed.locator(".pm-twin-acts button").click();
  await expect(lines(list)).toHaveCount(count - 1);
  await expect(page.locator("[data-row^=line] .cv-open:focus")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(lines(list)).toHaveCount(count);
});

test("what can not be a name is refused under its field and stays typed until it is mended", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const list = await openList(page);
  const name = field(page, LI, "姓名");
  const long = "李".repeat(400);
  await name.fill(long);
  await page.keyboard.press("Enter");
  await expect(list.getByRole("alert")).toBeVisible();
  await expect(name).toHaveValue(long);
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Escape");
  await expect(name).toHaveValue("李敏");
  await expect(list.getByRole("alert")).toHaveCount(0);
});

test("who may not edit reads the list, and is offered nothing but to look", async ({ browser }) => {
  const page = await enter(browser, server, "hejing");
  const list = await openList(page);
  await expect(people(list)).toHaveCount(62);
  await expect(list.locator("input, select, textarea")).toHaveCount(0);
  await list.getByRole("button", { name: "采购部长", exact: true }).click();
  await expect(page.locator(".pm-person h2")).toHaveText(LI);
  await head(list, 0, "姓名").click();
  await expect(list.locator("th[aria-sort=ascending]")).toHaveText("姓名");
});

test("what somebody types in a row stays under his hands while a colleague brings several people back", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openMap(yang, server);
  await yang.keyboard.press("Shift+1");
  const list = await openList(wu);
  const names = ["高级工程师 周宁", "网管中心主任 石磊"];
  for (const name of names) await expect(field(wu, name, "姓名")).toBeVisible();
  await card(yang, names[0]).click();
  for (const name of names.slice(1)) await card(yang, name).click({ modifiers: ["Shift"] });
  await yang.keyboard.press("Delete");
  for (const name of names) await expect(field(wu, name, "姓名")).toHaveCount(0);
  await saved(yang);

  const typing = people(list).last().locator("td input[type=text]");
  await typing.click();
  await typing.pressSequentially("甲乙");
  const typed = await typing.inputValue();
  await typing.evaluate((field) => {
    field.dataset.mine = "";
    field.addEventListener("blur", () => (field.dataset.left = ""));
  });
  await yang.keyboard.press("Control+z");
  for (const name of names) await expect(field(wu, name, "姓名")).toBeVisible();
  await expect(people(list)).toHaveCount(62);
  const mine = wu.locator("[data-mine]");
  await expect(mine).toBeFocused();
  await expect(mine).toHaveValue(typed);
  await expect(mine).not.toHaveAttribute("data-left");
});

test("a row stays under the hands of who is in it: while a colleague moves its card, and while it is sorted by what he edits", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openMap(yang, server);
  await yang.keyboard.press("Shift+1");
  const list = await openList(wu);
  const name = field(wu, LI, "姓名");
  await name.click();
  await name.pressSequentially("甲");
  await card(yang, LI).focus();
  await yang.keyboard.press("Space");
  for (let step = 0; step < 12; step += 1) await yang.keyboard.press("Shift+ArrowUp");
  await saved(yang);
  // What comes after it is here: so is what was before.
  await addPerson(yang, "后来的人", "丁一");
  await expect(field(wu, "后来的人 丁一", "姓名")).toBeVisible();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("李敏甲");
  // A key that takes off is no longer meant for anybody once the row is left.
  await wu.keyboard.press("Escape");

  await head(list, 0, "职务").click();
  const post = field(wu, LI, "职务");
  await post.fill("阿采购部长");
  await wu.keyboard.press("Tab");
  await expect(wu.getByRole("button", { name: "查看：阿采购部长 李敏" })).toBeFocused();
  await head(list, 0, "职务").focus();
  await expect(people(list).first().locator("th input")).toHaveValue("阿采购部长");
  await wu.keyboard.press("Delete");
  await expect(people(list)).toHaveCount(63);
});

test("a choice shows what holds after undo and redo", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openList(page);
  const role = field(page, LI, "购买角色");
  const start = await role.inputValue();
  await role.selectOption({ index: 1 });
  const first = await role.inputValue();
  await role.selectOption({ index: 2 });
  const second = await role.inputValue();
  await page.locator(".cv-twin").focus();
  for (const [key, value] of [["Control+z", first], ["Control+z", start], ["Control+Shift+z", first], ["Control+Shift+z", second]]) {
    await page.keyboard.press(key);
    await expect(role).toHaveValue(value);
  }
});

test("the fishbone's list is sorted and edited: a name is everybody's, a mark this fishbone's, no rank changes by sorting", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const list = await openFishboneList(page);
  const rows = people(list);
  const ranks = () => picked(rows, ".fb-twin-bone select");
  const inOrder = await ranks();
  await head(list, 0, "职务").click();
  const posts = () => values(rows, "th input");
  await expect.poll(posts).toEqual([...(await posts())].sort(PINYIN.compare));
  await head(list, 0, "鱼骨").click();
  await expect.poll(ranks).toEqual(inOrder);
  const counts = async () => (await lines(list).locator(".fb-twin-count").allTextContents()).map(Number);
  await head(list, 1, "人数").click();
  await expect.poll(counts).toEqual([...(await counts())].sort((a, b) => a - b));

  const mark = field(page, LI, "标记");
  const other = (await mark.inputValue()) === "1" ? "0" : "1";
  await mark.selectOption(other);
  await expect(mark).toHaveValue(other);
  await field(page, LI, "姓名").fill("李敏敏");
  await page.keyboard.press("Enter");
  await saved(page);
  await page.getByRole("button", { name: "移除：采购部长 李敏敏" }).click();
  await expect(field(page, "采购部长 李敏敏", "标记")).toHaveCount(0);
  await expect(page.locator("[data-row] .cv-open:focus")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(field(page, "采购部长 李敏敏", "标记")).toHaveValue(other);
  await openMap(page, server);
  await expect(card(page, "采购部长 李敏敏")).toBeVisible();
});

test("department, external, superior and pinned are edited in the row of the map, and undo takes each back", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openList(page);
  const [department, superior] = [field(page, LI, "部门"), field(page, LI, "汇报给")];
  const before = [await department.inputValue(), await superior.inputValue()];
  await pickOther(department);
  await saved(page);
  // To whom he reports is a line of the map.
  const count = await lines(page.locator(".pm-twin")).count();
  expect(before[1]).not.toBe("");
  await superior.selectOption({ label: "（无上级）" });
  await expect(superior).toHaveValue("");
  await expect(lines(page.locator(".pm-twin"))).toHaveCount(count - 1);
  await superior.focus();
  await superior.selectOption(before[1]);
  await expect(lines(page.locator(".pm-twin"))).toHaveCount(count);
  await saved(page);
  for (const column of ["外部", "固定"]) {
    const flag = field(page, LI, column);
    const was = await flag.isChecked();
    await flag.click();
    await expect(flag).toBeChecked({ checked: !was });
    await saved(page);
    await page.locator(".cv-twin").focus();
    await page.keyboard.press("Control+z");
    await expect(flag).toBeChecked({ checked: was });
  }
  await page.keyboard.press("Control+z");
  await expect(superior).toHaveValue("");
  await page.keyboard.press("Control+z");
  await expect(superior).toHaveValue(before[1]);
  await page.keyboard.press("Control+z");
  await expect(department).toHaveValue(before[0]);
});

test("several rows are selected by their boxes and by Ctrl or Shift with a click: the selection is that of the drawing, and what is done is done to all", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const list = await openList(page);
  const names = [LI, "高级工程师 周宁", "网管中心主任 石磊"];
  await box(page, names[0]).focus();
  await page.keyboard.press("Space");
  await expect(box(page, names[0])).toBeChecked();
  await page.getByRole("button", { name: `查看：${names[1]}` }).click({ modifiers: ["Shift"] });
  await page.getByRole("button", { name: `查看：${names[2]}` }).click({ modifiers: ["ControlOrMeta"] });
  for (const name of names) await expect(box(page, name)).toBeChecked();
  await expect(list.locator("tr[data-selected]")).toHaveCount(3);
  await expect(page.locator(".cv-panel")).toContainText("已选 3 人");
  await expect(list.getByRole("checkbox", { name: "全选" })).toHaveAttribute("aria-checked", "mixed");

  // The menu is about all of them, and so is a key pressed on a box.
  await page.getByRole("button", { name: `查看：${names[1]}` }).click({ button: "right" });
  await page.getByRole("menu", { name: "可做的操作" }).getByRole("menuitem", { name: /^固定/ }).click();
  for (const name of names) await expect(field(page, name, "固定")).toBeChecked();
  await page.keyboard.press("l");
  for (const name of names) await expect(card(page, name)).toHaveAttribute("data-selected", "");
  await page.keyboard.press("l");
  await box(page, names[2]).focus();
  await page.keyboard.press("Delete");
  for (const name of names) await expect(field(page, name, "姓名")).toHaveCount(0);
  await expect(people(list)).toHaveCount(59);
  await page.keyboard.press("Control+z");
  await expect(people(list)).toHaveCount(62);

  // The box in the head takes all rows, then none; that of a line takes the line alone.
  const all = list.getByRole("checkbox", { name: "全选" });
  await all.click();
  await expect(list.locator("tr[data-selected]")).toHaveCount(62);
  await all.click();
  await expect(list.locator("tr[data-selected]")).toHaveCount(0);
  await box(page, LI).click();
  await lines(list).first().getByRole("checkbox").click();
  await expect(list.locator("tr[data-selected]")).toHaveCount(1);
  await lines(list).first().getByRole("checkbox").click();
  await expect(list.locator("tr[data-selected]")).toHaveCount(0);
});

test("Ctrl+A selects all rows, and a finger that rests on a row opens its menu and does nothing else", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { hasTouch: true });
  const list = await openList(page);
  await box(page, LI).focus();
  await page.keyboard.press("Control+a");
  await expect(list.locator("tr[data-selected]")).toHaveCount(62);
  await page.keyboard.press("Escape");
  await expect(list.locator("tr[data-selected]")).toHaveCount(0);

  // As phones send it that have no event for the menu.
  const at = (await box(page, LI).boundingBox())!;
  const finger = { pointerType: "touch", pointerId: 7, isPrimary: true, clientX: at.x + at.width / 2, clientY: at.y + at.height / 2 };
  const menu = page.getByRole("menu", { name: "可做的操作" });
  await box(page, LI).dispatchEvent("pointerdown", finger);
  await expect(menu).toBeVisible();
  await expect(box(page, LI)).toBeChecked();
  await box(page, LI).dispatchEvent("pointerup", finger);
  await box(page, LI).dispatchEvent("click", { detail: 1 });
  await expect(box(page, LI)).toBeChecked();
  await expect(menu).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await box(page, LI).focus();
  await page.keyboard.press("Space");
  await expect(box(page, LI)).not.toBeChecked();
});

test("the bone of a person, his relation with its reason, the name and the side of a bone are edited in the fishbone's rows", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const list = await openFishboneList(page);
  const bone = field(page, LI, "鱼骨");
  const before = await bone.inputValue();
  await pickOther(bone);
  await saved(page);
  await page.locator(".cv-twin").focus();
  await page.keyboard.press("Control+z");
  await expect(bone).toHaveValue(before);

  const relation = people(list).filter({ has: bone }).locator(".fb-relation button");
  await relation.click();
  const form = page.getByRole("dialog", { name: `另行说明关系：${LI}` });
  await form.getByRole("radio", { name: "有过合作" }).check();
  await form.getByRole("button", { name: "保存说明" }).click();
  await expect(form.getByText("请写明理由。")).toBeVisible();
  await form.getByLabel("理由").fill("一期由他签的验收单");
  await form.getByRole("button", { name: "保存说明" }).click();
  await expect(form).toBeHidden();
  await expect(relation).toContainText("有过合作");
  await expect(relation).toBeFocused();
  await relation.click();
  await page.getByRole("button", { name: "改回按评估" }).last().click();
  await expect(relation).not.toContainText("有过合作");

  const row = lines(list).first();
  const side = row.locator("select");
  await side.selectOption({ label: "轴线下方" });
  await saved(page);
  const department = row.locator("th input");
  const name = await department.inputValue();
  await department.fill(`${name}处`);
  await page.keyboard.press("Enter");
  await saved(page);
  await page.keyboard.press("l");
  await expect(page.locator(`[data-item^='bone:'][aria-label*="${name}处"]`)).toHaveCount(1);
});

test("the chain's lists are sorted by every column, and edited: name and kind of a step, post, name, role and step of a person", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const list = await openChainList(page);
  const [steps, parts] = [list.locator("tr[data-row^='step:']"), list.locator("tr[data-row^='step_person:']")];
  const names = () => values(steps, "th input");
  const inOrder = await names();
  const count = await parts.count();
  for (const name of ["步骤", "类型", "状态", "计划完成", "实际完成", "关系对比", "我方动作", "序号"]) {
    await head(list, 0, name).click();
    await expect(list.locator("table").first().locator("th[aria-sort=ascending]")).toHaveText(name);
    await expect(steps).toHaveCount(inOrder.length);
  }
  await expect.poll(names).toEqual(inOrder);
  for (const name of ["姓名", "在这一步的角色", "关系对比", "职务"]) {
    await head(list, 1, name).click();
    await expect(list.locator("table").nth(1).locator("th[aria-sort=ascending]")).toHaveText(name);
    await expect(parts).toHaveCount(count);
  }
  const posts = () => values(parts, "th input");
  await expect.poll(posts).toEqual([...(await posts())].sort(PINYIN.compare));

  await field(page, "招标", "名称").fill("二次招标");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "查看：二次招标" })).toBeVisible();
  await field(page, "二次招标", "类型").selectOption({ label: "商务谈判" });
  await saved(page);
  // Called as its kind is, it has no name of its own: another kind gives it another one.
  await field(page, "二次招标", "名称").fill("商务谈判");
  await page.keyboard.press("Enter");
  await saved(page);
  const renamed = list.locator("tr[data-row^='step:']").filter({ has: page.locator("input") }).nth(inOrder.indexOf("招标"));
  await renamed.locator("select").first().selectOption({ label: "招标" });
  await expect.poll(names).toEqual(inOrder);

  const make = await list.locator("button:enabled[aria-label$='：建任务']").first().getAttribute("aria-label");
  await page.getByRole("button", { name: make!, exact: true }).click();
  await expect(page.getByRole("button", { name: make!, exact: true })).toBeDisabled();
  await page.getByRole("button", { name: "付款：添加参与人" }).click();
  await expect(page.locator("#ch-search")).toBeFocused();

  const part = parts.first();
  const item = (await part.getAttribute("data-row"))!;
  await part.locator("td input[type=text]").fill("甲乙丙");
  await page.keyboard.press("Enter");
  await saved(page);
  await expect(part.locator("td input[type=text]")).toHaveValue("甲乙丙");
  await part.locator("select").last().selectOption({ index: 1 });
  await saved(page);
  const to = part.locator("select").first();
  const target = await to.locator("option").evaluateAll((all, taken) => all.map((one) => (one as HTMLOptionElement).value).filter((step) => !taken.includes(step))[0], await to.inputValue());
  const person = item.split("/").at(-1)!;
  await to.selectOption(target);
  await expect(list.locator(`tr[data-row="${item}"]`)).toHaveCount(0);
  await expect(list.locator(`tr[data-row*="${target}"][data-row$="${person}"]`)).toHaveCount(1);
});

for (const [language, colorScheme, width] of [["zh-CN", "light", 1440], ["en", "dark", 1440], ["zh-CN", "dark", 390], ["en", "light", 390]] as const) {
  test(`lists in ${language}, ${colorScheme}, ${width} wide: axe finds nothing`, async ({ browser }) => {
    const phone = width < 400;
    const page = await enter(browser, server, "wulei", { colorScheme, viewport: { width, height: phone ? 844 : 900 }, hasTouch: phone, isMobile: phone });
    await choose(page, language);
    const shots = process.env.PICTURES;
    for (const open of [openList, openFishboneList, openChainList]) {
      await open(page);
      await accessible(page);
      if (shots) await picture(page, `${shots}/${open.name}-${language}-${colorScheme}-${width}.png`);
    }
  });
}

test("from the list of the map a line is begun at a person and drawn by keyboard; who is taken off a row leaves the selection of the others", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const list = await openList(page);
  const others = ["高级工程师 周宁", "网管中心主任 石磊"];
  for (const name of others) await box(page, name).click();
  await page.getByRole("button", { name: `移出地图：${LI}` }).click();
  await expect(field(page, LI, "姓名")).toHaveCount(0);
  await expect(list.locator("tr[data-selected]")).toHaveCount(2);
  await page.keyboard.press("Control+z");

  await page.getByRole("button", { name: `连线：${LI}`, exact: true }).press("Enter");
  await expect(list).toHaveCount(0);
  await expect(card(page, LI)).toBeFocused();
  await expect(page.locator(".cv-hint")).toContainText(LI);
  await page.keyboard.press("Tab");
  await expect(card(page, LI)).not.toBeFocused();
  await page.keyboard.press("Enter");
  const chooser = page.locator(".pm-chooser");
  await expect(chooser.getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(chooser).toHaveCount(0);
  await expect(card(page, LI)).toBeFocused();
});

test("the fishbone's list: goal and second line are edited, a task is made in the row, and taking one off leaves the others selected", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const list = await openFishboneList(page);
  const top = list.locator("tr[data-row^='fishbone:']");
  await top.locator("th input").fill("先进短名单");
  await page.keyboard.press("Enter");
  await top.locator("td input[type=text]").fill("再谈价格");
  await page.keyboard.press("Enter");
  await saved(page);
  await top.locator(".cv-open").click();
  await expect(page.locator("#fb-head-goal")).toHaveValue("先进短名单");
  await expect(page.locator("#fb-head-detail")).toHaveValue("再谈价格");

  const rows = people(list);
  const make = rows.getByRole("button", { name: /^建任务：/, disabled: false });
  const before = await make.count();
  expect(before).toBeGreaterThan(0);
  await make.first().click();
  await expect(make).toHaveCount(before - 1);

  for (const at of [0, 1]) await rows.nth(at).getByRole("checkbox").click();
  await rows.nth(2).locator(".fb-twin-acts button").last().click();
  await expect(list.locator("tr[data-selected]")).toHaveCount(2);
});
