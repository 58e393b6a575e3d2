// Undo and two people: one's own step goes back, what a colleague has changed since stays, and the screen says so.
import { expect, test, type Page } from "./test";
import { demoServer } from "./demo";
import { addPerson, card, enter, openMap, place, saved, signIn, wire } from "./people";

const server = demoServer("each");

const toast = (page: Page, text: string | RegExp) => page.locator(".toast", { hasText: text });

test("the undo button names the step, and the notice afterwards says what was taken back", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await addPerson(page, "调度主管", "甲");
  const undo = page.getByRole("button", { name: "撤销：添加人员" });
  await expect(undo).toHaveAttribute("title", "撤销：添加人员 (Ctrl+Z)");
  await undo.click();
  await expect(card(page, "调度主管 甲")).toHaveCount(0);
  await expect(toast(page, "已撤销：添加人员")).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  await expect(toast(page, "Undone: add person")).toBeVisible();
  await page.getByRole("button", { name: "Redo: add person" }).click();
  await expect(toast(page, "Redone: add person")).toBeVisible();
  await expect(card(page, "调度主管 甲")).toHaveCount(1);
});

test("of four people moved at once the one a colleague has moved since stays, and the screen says 3 of 4", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openMap(wu, server);
  await openMap(yang, server);
  const names = ["甲", "乙", "丙", "丁"].map((name) => `巡检员 ${name}`);
  for (const name of names) await addPerson(wu, "巡检员", name.split(" ")[1]);
  const before = await Promise.all(names.map((name) => place(wu, name)));
  await card(wu, names[0]).click();
  for (const name of names.slice(1)) await card(wu, name).click({ modifiers: ["Shift"] });
  await wu.keyboard.press("ArrowDown");
  const moved = await Promise.all(names.map((name) => place(wu, name)));
  moved.forEach((at, index) => expect(at).not.toEqual(before[index]));
  await saved(wu);
  await expect.poll(() => place(yang, names[3])).toEqual(moved[3]);

  await card(yang, names[3]).click();
  await yang.keyboard.press("ArrowDown");
  await saved(yang);
  const theirs = await place(yang, names[3]);
  await expect.poll(() => place(wu, names[3])).toEqual(theirs);

  await wu.getByRole("button", { name: "撤销：移动人员" }).click();
  await expect(toast(wu, "移动人员：已撤销 4 步中的 3 步，其余已被他人改动。")).toBeVisible();
  for (const [index, name] of names.entries()) {
    await expect.poll(() => place(wu, name)).toEqual(index < 3 ? before[index] : theirs);
  }
  await saved(wu);
  for (const [index, name] of names.entries()) {
    await expect.poll(() => place(yang, name)).toEqual(index < 3 ? before[index] : theirs);
  }
});

test("who lost a field to a colleague is shown what was replaced and can bring it back", async ({ browser }) => {
  const wu = await enter(browser, server, "wulei");
  await openMap(wu, server);
  await addPerson(wu, "稽核员", "甲");
  await saved(wu);
  // The colleague writes while she has no connection: she can not have seen what Wu writes meanwhile.
  const context = await browser.newContext({ locale: "zh-CN" });
  const line = await wire(context);
  const yang = await signIn(context, server, "yangjie");
  await openMap(yang, server);
  await expect(card(yang, "稽核员 甲")).toHaveCount(1);
  await line.cut();
  await expect(yang.locator(".sync-line")).toHaveAttribute("data-state", "offline");
  for (const [page, contact] of [[wu, "分机 1001"], [yang, "分机 2002"]] as const) {
    await card(page, "稽核员 甲").click();
    await page.getByLabel("联系方式").fill(contact);
    await page.getByLabel("联系方式").press("Enter");
  }
  await saved(wu);
  await line.mend();
  await saved(yang);

  await expect(wu.getByLabel("联系方式")).toHaveValue("分机 2002");
  const lost = toast(wu, "杨洁 同时修改了「联系方式」，您的「分机 1001」已被替换。");
  await expect(lost).toBeVisible();
  await lost.getByRole("button", { name: "恢复我的" }).click();
  await expect(wu.getByLabel("联系方式")).toHaveValue("分机 1001");
  await saved(wu);
  await expect(yang.getByLabel("联系方式")).toHaveValue("分机 1001");
});
