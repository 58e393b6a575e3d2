// Who is where: what a colleague types in is marked at the field, before he has entered anything.
import { expect, test } from "./test";
import { demoServer } from "./demo";
import { card, enter, openMap } from "./people";

const server = demoServer("each");

test("the field a colleague is typing in carries his name, and no longer when he has left it", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  for (const page of [wu, yang]) {
    await openMap(page, server);
    await card(page, "董事长 陈国栋").click();
  }
  const field = (label: string) => wu.locator(".field", { has: wu.getByLabel(label, { exact: true }) });
  await yang.getByLabel("联系方式").focus();
  await expect(field("联系方式").getByLabel("杨洁 正在编辑这一项")).toBeVisible();
  await expect(field("职务").locator(".edited-by")).toHaveCount(0);
  await expect(yang.locator(".edited-by")).toHaveCount(0);
  // The cursor and what is selected go on being told beside it.
  await expect(wu.getByLabel(/正在这里：.*杨洁/)).toBeVisible();

  await yang.getByLabel("职务", { exact: true }).focus();
  await expect(field("职务").locator(".edited-by")).toHaveText("杨洁");
  await expect(field("联系方式").locator(".edited-by")).toHaveCount(0);
  await yang.keyboard.press("Escape");
  await yang.getByLabel("职务", { exact: true }).blur();
  await expect(wu.locator(".edited-by")).toHaveCount(0);

  // Nobody is left standing in a field when his tab is gone.
  await yang.getByLabel("备注").focus();
  await expect(wu.locator(".edited-by")).toHaveCount(1);
  await yang.context().close();
  await expect(wu.locator(".edited-by")).toHaveCount(0);
});

test("in the facts of a deal two people see each other's field, from the map and from the board", async ({ browser }) => {
  const [wu, other] = [await enter(browser, server, "wulei"), await enter(browser, server, "wulei")];
  await openMap(wu, server);
  await wu.getByRole("button", { name: "项目信息" }).click();
  await other.locator(".deal-card", { hasText: "省数据中心网络" }).getByRole("button", { name: /更多操作/ }).click();
  await other.getByRole("menuitem", { name: "项目信息" }).click();
  await other.getByRole("dialog", { name: "项目信息" }).getByLabel("预计金额").focus();
  const form = wu.getByRole("dialog", { name: "项目信息" });
  await expect(form.locator(".field", { has: wu.getByLabel("预计金额") }).locator(".edited-by")).toHaveText("吴磊");
  await other.getByRole("dialog", { name: "项目信息" }).getByRole("button", { name: "关闭" }).last().click();
  await expect(form.locator(".edited-by")).toHaveCount(0);
});
