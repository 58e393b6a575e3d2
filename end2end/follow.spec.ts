// How the canvas feels: what the wheel means, going along with a colleague's view, what a phone has instead of keys.
import { expect, test, type Page } from "./test";
import AxeBuilder from "@axe-core/playwright";
import { demoServer } from "./demo";
import { atRest, card, enter, openMap, picture, MAIN_DEAL, STARTED_WITHIN_MS } from "./people";

const server = demoServer("each");

type View = { x: number; y: number; scale: number };

async function view(page: Page): Promise<View> {
  const transform = (await page.locator(".world").getAttribute("style"))!;
  const [x, y, scale] = transform.match(/-?[\d.]+/g)!.map(Number);
  return { x, y, scale };
}

/** A movement of wheel or fingers over one point of the canvas: one event per delta, in one task, as a hand makes it. */
async function turn(page: Page, deltas: { dx?: number; dy?: number; ctrl?: boolean; mode?: number }[]): Promise<void> {
  await page.locator(".cv-canvas").evaluate((canvas, deltas) => {
    const box = canvas.getBoundingClientRect();
    for (const { dx = 0, dy = 0, ctrl = false, mode = 0 } of deltas) {
      canvas.dispatchEvent(new WheelEvent("wheel", {
        deltaX: dx, deltaY: dy, ctrlKey: ctrl, deltaMode: mode, bubbles: true, cancelable: true,
        clientX: box.x + 400, clientY: box.y + 300,
      }));
    }
  }, deltas);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The diagram point under the point of `turn`. */
const under = ({ x, y, scale }: View) => ({ x: (400 - x) / scale, y: (300 - y) / scale });

test("a mouse wheel zooms at the pointer", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const before = await view(page);
  await turn(page, [{ dy: -100 }]);
  const after = await view(page);
  expect(after.scale).toBeGreaterThan(before.scale * 1.1);
  expect(under(after).x).toBeCloseTo(under(before).x, 0);
  expect(under(after).y).toBeCloseTo(under(before).y, 0);
});

test("a wheel that counts in lines zooms, too", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const before = await view(page);
  await turn(page, [{ dy: 3, mode: 1 }]);
  expect((await view(page)).scale).toBeLessThan(before.scale);
});

test("two fingers pan, also when the swipe becomes quick, and zoom when they pinch", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const before = await view(page);
  await turn(page, [{ dy: 4 }, { dy: 60 }, { dy: 120, dx: 6 }]);
  const panned = await view(page);
  expect(panned).toEqual({ x: expect.closeTo(before.x - 6, 1), y: expect.closeTo(before.y - 184, 1), scale: before.scale });
  await turn(page, [{ dy: -8, ctrl: true }]);
  const pinched = await view(page);
  expect(pinched.scale).toBeGreaterThan(panned.scale);
  expect(under(pinched).x).toBeCloseTo(under(panned).x, 0);
  await page.keyboard.press("?");
  await expect(page.locator(".cv-help")).toContainText("双指滑动");
});

test("my view goes along with a colleague's until I move it, over to another diagram as well", async ({ browser }) => {
  const wu = await enter(browser, server, "wulei");
  const yang = await enter(browser, server, "yangjie", { viewport: { width: 1100, height: 900 } });
  for (const page of [wu, yang]) await openMap(page, server);
  const follow = wu.getByRole("button", { name: "跟随 杨洁 的视图" });
  await follow.click();
  await expect(follow).toHaveAttribute("aria-pressed", "true");
  await expect(wu.getByText("正在跟随 杨洁 的视图")).toBeVisible();
  const target = card(yang, "采购部长 李敏");
  await target.focus();
  await yang.keyboard.press("Shift+2");
  const middle = async (page: Page) => {
    const { width, height } = (await page.locator(".cv-canvas").boundingBox())!;
    const { x, y, scale } = await view(page);
    return { x: (width / 2 - x) / scale, y: (height / 2 - y) / scale };
  };
  await expect(async () => {
    const [mine, his] = [await middle(wu), await middle(yang)];
    expect(Math.hypot(mine.x - his.x, mine.y - his.y)).toBeLessThan(3);
  }).toPass();
  if (process.env.PICTURES) await picture(wu, `${process.env.PICTURES}/follow.png`);
  await atRest(wu);
  expect((await new AxeBuilder({ page: wu }).analyze()).violations.map((one) => one.id)).toEqual([]);

  // He goes to another diagram: I am offered the way, and go on following there.
  await yang.getByRole("navigation").getByRole("link", { name: "决策链" }).click();
  await expect(wu.getByText("杨洁 在看另一张图")).toBeVisible();
  await wu.getByRole("button", { name: "去那里" }).click();
  await expect(wu).toHaveURL(/\/chain$/);
  await expect(wu.getByText("正在跟随 杨洁 的视图")).toBeVisible();

  // My own hand ends it; Escape does, too.
  await turn(wu, [{ dx: 30, dy: 3 }]);
  await expect(wu.locator(".cv-follow")).toHaveCount(0);
  await wu.keyboard.press("w");
  await expect(wu.locator(".cv-follow")).toHaveCount(1);
  await wu.keyboard.press("Escape");
  await expect(wu.locator(".cv-follow")).toHaveCount(0);

  await wu.keyboard.press("w");
  await yang.context().close();
  await expect(wu.locator(".cv-follow")).toHaveCount(0);
});

test("a phone has buttons for search, all actions and meeting mode", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await openMap(page, server);
  const quick = page.locator(".cv-quick");
  for (const button of await quick.getByRole("button").all()) {
    const box = (await button.boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  }
  if (process.env.PICTURES) await picture(page, `${process.env.PICTURES}/phone-quick.png`);
  await quick.getByRole("button", { name: "查找" }).tap();
  await expect(page.getByRole("searchbox", { name: "查找" })).toBeFocused();
  await page.keyboard.press("Escape");
  await quick.getByRole("button", { name: "所有操作" }).tap();
  await expect(page.getByRole("dialog", { name: "所有操作" })).toBeVisible();
  await page.keyboard.press("Escape");
  await quick.getByRole("button", { name: /会议模式/ }).tap();
  await expect(quick).toBeHidden();
  await page.getByRole("button", { name: "退出会议模式" }).tap();
  await expect(quick).toBeVisible();
});

test("a link opens the fishbone it names, and people there are found by pinyin", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/fishbone`);
  const head = page.locator("[data-item^='fishbone:']");
  await expect(head).toBeVisible({ timeout: STARTED_WITHIN_MS });
  const first = await head.getAttribute("data-item");
  await expect(page).toHaveURL(new RegExp(`\\?f=${first!.split(":")[1]}$`));
  // A second one is shown when it is made: the link of the first one still leads to the first.
  const link = page.url();
  await page.keyboard.press("g");
  await page.getByRole("dialog").getByRole("textbox").first().fill("二期预算");
  await page.keyboard.press("Enter");
  await expect(head).not.toHaveAttribute("data-item", first!);
  await expect(page).not.toHaveURL(link);
  await page.goto(link);
  await expect(head).toHaveAttribute("data-item", first!, { timeout: STARTED_WITHIN_MS });
  await page.keyboard.press("Control+f");
  await page.getByRole("searchbox", { name: "查找" }).fill("limin");
  await expect(page.locator("[data-item^='bone_person:'][data-selected]")).toHaveAttribute("aria-label", /李敏/);
});

test("a colleague sees where a held bone would fall", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  const hold = async (page: Page, item: string, dx: number) => {
    const box = (await page.locator(item).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + dx / 2, box.y + box.height / 2, { steps: 4 });
    await page.mouse.move(box.x + box.width / 2 + dx, box.y + box.height / 2, { steps: 4 });
  };
  for (const page of [wu, yang]) {
    await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/fishbone`);
    await expect(page.locator("[data-item^='bone:']").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  }
  const bone = "[data-item^='bone:'][aria-label*='采购中心']";
  await hold(wu, bone, -500);
  await expect(wu.locator(".landing")).toHaveCount(1);
  await expect(yang.locator(".landing")).toHaveCount(1);
  // What the colleague sees follows the hand some moments later.
  const landing = (page: Page) => page.locator(".landing").getAttribute("transform");
  await expect.poll(async () => [await landing(yang), await landing(wu)].join(" = "), { message: "his gap is hers" }).toMatch(/^(.+) = \1$/);
  if (process.env.PICTURES) await picture(yang, `${process.env.PICTURES}/landing.png`);
  await wu.keyboard.press("Escape");
  await wu.mouse.up();
  await expect(yang.locator(".landing")).toHaveCount(0);
});

test("the list of steps is sorted by day and by name, and the chain stays as it is", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/chain`);
  await expect(page.locator("[data-item^='step:']").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await page.keyboard.press("l");
  const rows = page.locator(".ch-twin table").first().locator("tbody tr");
  const numbers = () => rows.locator(".ch-twin-number").allTextContents();
  await expect(rows).not.toHaveCount(0);
  const inOrder = await numbers();
  const number = page.getByRole("button", { name: "序号", exact: true }).or(page.locator(".ch-twin .people-sort").first());
  await number.first().click();
  await expect.poll(numbers).toEqual([...inOrder].reverse());
  await expect(page.locator(".ch-twin th[aria-sort=descending]")).toHaveCount(1);
  await page.locator(".ch-twin .people-sort").nth(1).click();
  const names = () => rows.locator("th input").evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const sorted = [...(await names())].sort(new Intl.Collator("zh-CN", { numeric: true }).compare);
  await expect.poll(names).toEqual(sorted);
  await page.keyboard.press("l");
  await expect(page.locator("[data-item^='step:']")).toHaveCount(inOrder.length);
});
