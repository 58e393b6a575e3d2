// Two people at the same thing of the map at once: both see the same in the end, and who could not have his way is told why.
import { expect, test, type Page } from "./test";
import { demoServer } from "./demo";
import { card, drag, enter, openMap, place, saved, signIn, sync, wire } from "./people";

test.use({ viewport: { width: 1440, height: 900 } });

const server = demoServer("each");

const [ONE, OTHER] = ["高级工程师 周宁", "网管中心主任 石磊"];
const OFF_THE_MAP = "这张卡片已被移出地图。请先恢复卡片再修改。";

/** Both with the whole map in sight; a card moved by a few pixels lies on no other. */
async function both(browser: Parameters<typeof enter>[0]): Promise<[Page, Page]> {
  const pages: [Page, Page] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  for (const page of pages) {
    await openMap(page, server);
    await page.keyboard.press("Shift+1");
  }
  return pages;
}

async function takeOff(page: Page, name: string): Promise<void> {
  await card(page, name).focus();
  await page.keyboard.press("Delete");
  await expect(card(page, name)).toHaveCount(0);
  await saved(page);
}

test("two hold one card at once: each keeps it in his hand, and it stays where the later one let it go", async ({ browser }) => {
  const [wu, yang] = await both(browser);
  const start = await place(wu, ONE);
  await drag(wu, ONE, 14, 10);
  await drag(yang, ONE, -14, 10);
  await expect(card(wu, ONE)).toHaveAttribute("data-held", "lifted");
  await wu.mouse.up();
  await saved(wu);
  await expect(card(yang, ONE)).toHaveAttribute("data-held", "lifted");
  await yang.mouse.up();
  await saved(yang);
  const end = await place(yang, ONE);
  // Not the place where the first one had let it go, to the right.
  expect(end.x).toBeLessThan(start.x);
  await expect.poll(() => place(wu, ONE)).toEqual(end);
});

test("a card that a colleague takes off the map while it is held is not moved, and the screen says why", async ({ browser }) => {
  const [wu, yang] = await both(browser);
  const before = await place(wu, OTHER);
  await drag(wu, ONE, 14, 10);
  await takeOff(yang, ONE);
  await wu.mouse.up();
  await expect(wu.getByText(OFF_THE_MAP).first()).toBeVisible();
  await expect(card(wu, ONE)).toHaveCount(0);
  expect(await place(wu, OTHER)).toEqual(before);
  await saved(wu);
});

test("a line to somebody a colleague takes off the map meanwhile is not drawn, and the screen says why", async ({ browser }) => {
  const [wu, yang] = await both(browser);
  const lines = await wu.locator("[data-item^=line]").count();
  await card(wu, ONE).focus();
  await wu.keyboard.press("c");
  await card(wu, OTHER).click();
  const choice = wu.locator(".pm-chooser button", { hasText: "影响" }).first();
  await expect(choice).toBeVisible();
  await takeOff(yang, OTHER);
  await expect(card(wu, OTHER)).toHaveCount(0);
  const left = await wu.locator("[data-item^=line]").count();
  expect(left).toBeLessThanOrEqual(lines);
  await choice.click();
  await expect(wu.getByText(OFF_THE_MAP).first()).toBeVisible();
  await expect(wu.locator("[data-item^=line]")).toHaveCount(left);
  await saved(wu);
});

test("two make each other's superior at once: the later one's line is refused and waits with its reason", async ({ browser }) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const line = await wire(context);
  const wu = await signIn(context, server, "wulei");
  const yang = await enter(browser, server, "yangjie");
  for (const page of [wu, yang]) await openMap(page, server);
  const reports = async (page: Page, who: string, to: string) => {
    await card(page, who).focus();
    await page.keyboard.press("Enter");
    await page.locator("#pm-superior").selectOption({ label: to });
  };
  await saved(wu);
  await line.cut();
  await expect(sync(wu)).toHaveAttribute("data-state", "offline");
  await reports(wu, ONE, OTHER);
  await reports(yang, OTHER, ONE);
  await saved(yang);
  await line.mend();
  await expect(sync(wu)).toContainText("被拒 1");
  await card(wu, OTHER).focus();
  await wu.keyboard.press("Enter");
  await expect(wu.locator("#pm-superior option:checked")).toHaveText(ONE);
  await wu.locator(".sync-state").click();
  await wu.getByRole("menuitem", { name: "查看被拒的修改" }).click();
  await expect(wu.getByRole("dialog", { name: "被拒的修改" })).toContainText("这样会形成循环汇报");
});
