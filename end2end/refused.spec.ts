// An edit the server refuses is not lost: it waits in the drawer with its reason, until its author has decided.
import { expect, test } from "./test";
import { demoServer } from "./demo";
import { addPerson, card, enter, openMap, saved, signIn, sync, wire } from "./people";

const server = demoServer("each");

test("edits made after one's role was taken away wait with their reason; they can be copied, tried again and thrown away", async ({ browser }) => {
  const context = await browser.newContext({ locale: "zh-CN", permissions: ["clipboard-read", "clipboard-write"] });
  const line = await wire(context);
  const yang = await signIn(context, server, "yangjie");
  const other = await yang.locator(".deal-card", { hasText: "核心机房网络扩容" }).locator(".deal-name").getAttribute("href");
  const openOther = async () => {
    await yang.goto(server.url + other);
    await expect(card(yang, "网络室经理 江雪")).toBeVisible();
  };
  await openOther();
  await saved(yang);
  await openMap(yang, server);
  await saved(yang);
  const peng = await enter(browser, server, "pengtao");
  const role = async (to: string) => {
    await openMap(peng, server);
    await peng.getByRole("button", { name: "项目组" }).click();
    const team = peng.getByRole("dialog", { name: "项目组" });
    await team.getByRole("combobox", { name: "杨洁 的角色" }).selectOption({ label: to });
    await saved(peng);
  };

  await line.cut();
  await expect(sync(yang)).toHaveAttribute("data-state", "offline");
  await addPerson(yang, "线路工程师", "甲");
  await addPerson(yang, "线路工程师", "乙");
  // One more in another deal, where she still draws: it is nobody's hostage.
  await openOther();
  await addPerson(yang, "线路工程师", "丙");
  await role("观察员");
  await line.mend();

  await expect(sync(yang)).toContainText("被拒 2");
  const colleague = await enter(browser, server, "wulei");
  await colleague.goto(server.url + other);
  await expect(card(colleague, "线路工程师 丙")).toHaveCount(1);
  const drawer = yang.getByRole("dialog", { name: "被拒的修改" });
  const show = async () => {
    await yang.locator(".sync-state").click();
    await yang.getByRole("menuitem", { name: "查看被拒的修改" }).click();
  };
  await show();
  await expect(drawer.getByRole("listitem")).toHaveCount(2);
  const first = drawer.getByRole("listitem").filter({ hasText: "甲" });
  const second = drawer.getByRole("listitem").filter({ hasText: "乙" });
  await expect(first).toContainText("添加人员");
  const reason = await first.locator(".refused-reason").innerText();
  expect(reason).toMatch(/AR|铁三角/);

  // Escape closes the drawer, whatever the map behind it makes of that key.
  await yang.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await yang.getByRole("button", { name: "English" }).click();
  await expect(sync(yang)).toContainText("2 refused");
  await yang.locator(".sync-state").click();
  await yang.getByRole("menuitem", { name: "Show refused edits" }).click();
  await expect(yang.getByRole("dialog", { name: "Refused edits" }).locator(".refused-reason").first()).toContainText("AR");
  await yang.keyboard.press("Escape");
  await yang.getByRole("button", { name: "中文" }).click();

  // It is on the disk of this device.
  await yang.reload();
  await expect(sync(yang)).toContainText("被拒 2");
  await show();
  await expect(first.locator(".refused-reason")).toHaveText(reason);

  await first.getByRole("button", { name: "复制" }).click();
  await expect.poll(() => yang.evaluate(() => navigator.clipboard.readText())).toContain("线路工程师");

  // Too early: the same reason again, and nothing else.
  await first.getByRole("button", { name: "重试" }).click();
  await expect(sync(yang)).toContainText("被拒 2");

  await second.getByRole("button", { name: "放弃" }).click();
  await second.getByRole("button", { name: "再点一次确认放弃" }).click();
  await expect(drawer.getByRole("listitem")).toHaveCount(1);

  await role("方案经理 SR");
  await expect(async () => {
    await first.getByRole("button", { name: "重试" }).click();
    await expect(drawer.getByRole("listitem")).toHaveCount(0, { timeout: 2_000 });
  }).toPass();
  await saved(yang);
  await openMap(colleague, server);
  await expect(card(colleague, "线路工程师 甲")).toHaveCount(1);
  await expect(card(colleague, "线路工程师 乙")).toHaveCount(0);
});
