// Two people draw one map together, and nothing is lost.
import { expect, test } from "./test";
import { addPerson, assess, card, drag, enter, openMap, place, saved } from "./people";
import { startServer, type Server } from "./sandtable";

let server: Server;
test.beforeEach(async () => {
  server = await startServer({ demo: true });
});
test.afterEach(async () => {
  await server.stop();
});

test("what one draws the other sees: a person, an assessment, a move", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openMap(wu, server);
  await openMap(yang, server);

  await addPerson(wu, "能源管理主任", "丁一舟");
  await expect(card(yang, "能源管理主任 丁一舟")).toHaveCount(1);

  await assess(yang, "能源管理主任 丁一舟", "+2", "主动介绍了机房扩容的功率测算。");
  await expect(card(wu, "能源管理主任 丁一舟")).toHaveAttribute("aria-label", /\+2/);

  const before = await place(yang, "能源管理主任 丁一舟");
  await drag(wu, "能源管理主任 丁一舟", 60, 40);
  // The drag is seen before it ends.
  await expect.poll(async () => (await place(yang, "能源管理主任 丁一舟")).x).toBeGreaterThan(before.x);
  await wu.mouse.up();
  await saved(wu);
  await expect
    .poll(async () => place(yang, "能源管理主任 丁一舟"))
    .toEqual(await place(wu, "能源管理主任 丁一舟"));
});

test("the server is killed while two people draw, and no acknowledged edit is missing", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openMap(wu, server);
  await openMap(yang, server);
  await addPerson(wu, "值班经理", "甲");
  await saved(wu);
  await addPerson(yang, "值班经理", "乙");
  await saved(yang);

  await server.kill();
  // Nobody waits for the server: both go on, and the screen says where the edits are.
  await addPerson(wu, "值班经理", "丙");
  await addPerson(yang, "值班经理", "丁");
  await expect(wu.locator(".sync-state")).toContainText("本机 1 条");
  await server.start();
  await saved(wu);
  await saved(yang);

  // A third person, who holds nothing of it, sees all four, once each.
  const zhao = await enter(browser, server, "zhaoqiang");
  await openMap(zhao, server);
  for (const name of ["甲", "乙", "丙", "丁"]) await expect(card(zhao, `值班经理 ${name}`)).toHaveCount(1);
  for (const page of [wu, yang]) {
    for (const name of ["甲", "乙", "丙", "丁"]) await expect(card(page, `值班经理 ${name}`)).toHaveCount(1);
  }
});

test("undo takes back one's own step and leaves the colleague's", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openMap(wu, server);
  await openMap(yang, server);
  await addPerson(wu, "排班主管", "甲");
  await addPerson(yang, "排班主管", "乙");
  await expect(card(wu, "排班主管 乙")).toHaveCount(1);
  await wu.keyboard.press("Control+z");
  await expect(card(wu, "排班主管 甲")).toHaveCount(0);
  await expect(card(yang, "排班主管 甲")).toHaveCount(0);
  await expect(card(wu, "排班主管 乙")).toHaveCount(1);
  await wu.keyboard.press("Control+Shift+z");
  await expect(card(yang, "排班主管 甲")).toHaveCount(1);
});

test("a colleague's cursor and selection are on the map, and go with him", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await openMap(wu, server);
  await openMap(yang, server);
  await yang.mouse.move(600, 600);
  await yang.mouse.move(620, 610);
  await expect(wu.locator(".cv-canvas")).toContainText("杨洁");
  await expect(wu.getByLabel(/正在这里：.*杨洁/)).toBeVisible();
  await yang.context().close();
  await expect(wu.locator(".cv-canvas")).not.toContainText("杨洁");
});

test("who only observes sees everything live and can change nothing", async ({ browser }) => {
  const [wu, qian] = [await enter(browser, server, "wulei"), await enter(browser, server, "qianyue")];
  await openMap(wu, server);
  await openMap(qian, server);
  await expect(qian.getByText("只读：只有本项目铁三角（AR、SR、FR）可以修改权力地图。")).toBeVisible();
  await qian.keyboard.press("n");
  await expect(qian.getByRole("dialog", { name: "添加人员" })).toHaveCount(0);
  await addPerson(wu, "临时访客登记员", "甲");
  await expect(card(qian, "临时访客登记员 甲")).toHaveCount(1);
});

test("a member taken off the team loses the deal while he looks at it", async ({ browser }) => {
  const [peng, yang] = [await enter(browser, server, "pengtao"), await enter(browser, server, "yangjie")];
  await openMap(peng, server);
  await openMap(yang, server);
  await peng.getByRole("button", { name: "项目组" }).click();
  const team = peng.getByRole("dialog", { name: "项目组" });
  await team.getByRole("button", { name: "移出 杨洁" }).click();
  await team.getByRole("button", { name: "确认移出" }).click();
  await expect(yang.getByText("您已不能访问这个页面的内容").first()).toBeVisible();
  await expect(yang.locator("[data-item^=node]")).toHaveCount(0);
});
