// The map under a thumb: everything that can be drawn can be drawn by taps, and two fingers move and enlarge the paper.
import { expect, test, type BrowserContextOptions, type CDPSession, type Locator, type Page } from "./test";
import { demoServer } from "./demo";
import { tooSmall } from "./fingertip";
import { MAIN_DEAL, STARTED_WITHIN_MS, card, enter, openMap, place, saved } from "./people";

/** A deal of the demo with few people. */
const SMALL_DEAL = "99638e77-68a4-8c45-9a3d-98ab1c7db640";
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

test.use({ actionTimeout: 10_000 });

const server = demoServer("each");

type Finger = { x: number; y: number };

/** Fingers on the glass, as the browser gets them from the system. */
class Hand {
  private constructor(private readonly cdp: CDPSession) {}

  static async on(page: Page): Promise<Hand> {
    return new Hand(await page.context().newCDPSession(page));
  }

  /** Puts the fingers down at the first places, moves them through the others, lifts them. */
  async move(...places: Finger[][]): Promise<void> {
    // As slow as a person, by the time written on the events: what moves in no time is flung, and the next tap only stops it.
    let time = Date.now() / 1000 - (places.length + 3) * 0.1;
    const send = (type: "touchStart" | "touchMove" | "touchEnd", fingers: Finger[]) =>
      this.cdp.send("Input.dispatchTouchEvent", { type, timestamp: (time += 0.1), touchPoints: fingers.map((finger, id) => ({ ...finger, id })) });
    const [first, ...rest] = places;
    await send("touchStart", first);
    for (const fingers of rest) await send("touchMove", fingers);
    await send("touchMove", places.at(-1)!);
    await send("touchEnd", []);
  }
}

const middle = async (target: Locator): Promise<Finger> => {
  const box = (await target.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const distance = (a: Finger, b: Finger): number => Math.hypot(a.x - b.x, a.y - b.y);
/** In steps, as a finger moves. */
const path = (from: Finger, to: Finger, steps = 6): Finger[] =>
  Array.from({ length: steps + 1 }, (_, n) => ({ x: from.x + ((to.x - from.x) * n) / steps, y: from.y + ((to.y - from.y) * n) / steps }));

test("a person is added, assessed, connected and moved by taps, and all of it is undone", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", PHONE);
  await openMap(page, server, SMALL_DEAL);
  await saved(page);
  const people = page.locator("[data-item^=node]");
  const lines = page.locator("[data-item^=line]");
  const [peopleBefore, linesBefore] = [await people.count(), await lines.count()];
  const tool = (name: string) => page.getByRole("toolbar").getByRole("button", { name, exact: true });
  const small: string[] = [];
  const measure = async (where: string): Promise<void> => {
    small.push(...(await tooSmall(page)).map((one) => `${where}: ${one}`));
  };
  await measure("map");

  // Add: the tool, then the place.
  await tool("添加人员").tap();
  await page.touchscreen.tap(120, 620);
  const adding = page.getByRole("dialog", { name: "添加人员" });
  await measure("add");
  await adding.getByLabel("职务").fill("数据中心主任");
  await adding.getByLabel("姓名", { exact: true }).fill("邓立新");
  await adding.getByRole("button", { name: "添加", exact: true }).tap();
  await expect(adding).toBeHidden();
  const deng = card(page, "数据中心主任 邓立新");
  await expect(deng).toBeVisible();

  // Assess: the card, its sheet, the strength with its source, day and evidence.
  await page.touchscreen.tap(...(Object.values(await middle(deng)) as [number, number]));
  const sheet = page.locator(".cv-panel");
  await expect(sheet).toBeVisible();
  await measure("person");
  await sheet.getByRole("button", { name: "新评估" }).tap();
  const popover = page.getByRole("dialog", { name: "关系强度" });
  await measure("assess");
  await popover.getByRole("radio", { name: /^\+2/ }).tap();
  await popover.getByRole("radio", { name: "电话" }).tap();
  await popover.getByLabel("日期").fill("2026-03-02");
  await popover.getByRole("button", { name: "保存评估" }).tap();
  await expect(popover.getByText("强度 2 和 3 须写明依据。")).toBeVisible();
  await popover.getByLabel("依据").fill("愿意把选型意见先给我们看");
  await popover.getByRole("button", { name: "保存评估" }).tap();
  await expect(popover).toBeHidden();
  await expect(sheet.getByText("愿意把选型意见先给我们看")).toBeVisible();
  await expect(deng).toHaveAttribute("aria-label", /\+2/);
  await sheet.locator(".sheet-grip").tap();
  await expect(sheet).toBeHidden();

  // Connect: the tool, one card, the other card, what the line says.
  await page.getByRole("toolbar").getByRole("button", { name: "显示全部" }).tap();
  const other = card(page, "网络室经理 江雪");
  await tool("连线").tap();
  await expect(page.locator(".cv-hint")).toBeVisible();
  for (const one of [deng, other]) await page.touchscreen.tap(...(Object.values(await middle(one)) as [number, number]));
  const chooser = page.locator(".pm-chooser");
  await expect(chooser).toBeVisible();
  await measure("line");
  await chooser.getByRole("button").nth(2).tap();
  await expect(lines).toHaveCount(linesBefore + 1);

  // Move: the sheet of the person, then the place.
  const before = await place(page, "数据中心主任 邓立新");
  await page.touchscreen.tap(...(Object.values(await middle(deng)) as [number, number]));
  await sheet.getByRole("button", { name: "移动" }).tap();
  await expect(sheet).toBeHidden();
  await expect(page.locator(".cv-hint")).toContainText("点一下新位置：数据中心主任 邓立新");
  await page.touchscreen.tap(195, 430);
  await expect.poll(() => place(page, "数据中心主任 邓立新")).not.toEqual(before);
  const tapped = await place(page, "数据中心主任 邓立新");

  // The same with the finger on the card.
  const hand = await Hand.on(page);
  const from = await middle(deng);
  await hand.move(...path(from, { x: from.x + 60, y: from.y + 90 }).map((finger) => [finger]));
  await expect.poll(() => place(page, "数据中心主任 邓立新")).not.toEqual(tapped);
  await saved(page);

  const undo = page.getByRole("toolbar").getByRole("button", { name: /^撤销/ });
  await undo.tap();
  await expect.poll(() => place(page, "数据中心主任 邓立新")).toEqual(tapped);
  await undo.tap();
  await expect.poll(() => place(page, "数据中心主任 邓立新")).toEqual(before);
  await undo.tap();
  await expect(lines).toHaveCount(linesBefore);
  await undo.tap();
  await expect(deng).not.toHaveAttribute("aria-label", /\+2/);
  await undo.tap();
  await expect(people).toHaveCount(peopleBefore);
  await saved(page);
  expect([...new Set(small)]).toEqual([]);
  await page.context().close();
});

test("a person put on another one by a tap stays where he is, and what the two have to do with each other is asked", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", PHONE);
  await openMap(page, server, SMALL_DEAL);
  await page.getByRole("toolbar").getByRole("button", { name: "显示全部" }).tap();
  const people = page.locator("[data-item^=node]");
  const items = await people.evaluateAll((all) => all.slice(0, 2).map((one) => one.getAttribute("data-item")!));
  const [one, other] = items.map((item) => page.locator(`[data-item="${item}"]`));
  const before = (await one.getAttribute("transform"))!;
  await page.touchscreen.tap(...(Object.values(await middle(one)) as [number, number]));
  await page.locator(".cv-panel").getByRole("button", { name: "移动" }).tap();
  await expect(page.locator(".cv-expected")).toBeVisible();
  await expect(page.locator(".cv-panel")).toBeHidden();
  await page.touchscreen.tap(...(Object.values(await middle(other)) as [number, number]));
  await expect(page.locator(".pm-chooser")).toBeVisible();
  await expect(page.locator(".cv-expected")).toHaveCount(0);
  await expect(one).toHaveAttribute("transform", before);
  await page.context().close();
});

test("two fingers enlarge the paper between them, and move it", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", PHONE);
  await openMap(page, server, SMALL_DEAL);
  const [one, other] = [page.locator("[data-item^=node]").nth(0), page.locator("[data-item^=node]").nth(1)];
  const apart = async (): Promise<number> => distance(await middle(one), await middle(other));
  const hand = await Hand.on(page);
  const [a, b] = [{ x: 150, y: 400 }, { x: 250, y: 400 }];

  // Pinch: twice as far apart, twice as large; the paper under the middle stays where it is.
  const before = await apart();
  const left = path(a, { x: 100, y: 400 });
  const right = path(b, { x: 300, y: 400 });
  await hand.move(...left.map((finger, n) => [finger, right[n]]));
  await expect.poll(async () => (await apart()) / before).toBeGreaterThan(1.9);
  expect((await apart()) / before).toBeLessThan(2.1);

  // And back.
  await hand.move(...left.map((finger, n) => [finger, right[n]]).reverse());
  await expect.poll(async () => (await apart()) / before).toBeLessThan(1.05);

  // Pan: both fingers in one direction; nothing is enlarged, nobody moves on the map.
  const [card, data] = [await middle(one), await one.getAttribute("transform")];
  const size = await apart();
  await hand.move(...path({ x: 0, y: 0 }, { x: 60, y: -80 }).map(({ x, y }) => [{ x: a.x + x, y: a.y + y }, { x: b.x + x, y: b.y + y }]));
  await expect.poll(async () => Math.round((await middle(one)).x - card.x)).toBe(60);
  expect(Math.round((await middle(one)).y - card.y)).toBe(-80);
  expect(Math.abs((await apart()) - size)).toBeLessThan(1);
  expect(await one.getAttribute("transform")).toBe(data);
  await saved(page);
  await page.context().close();
});

test("a second finger ends a drag without an effect", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", PHONE);
  await openMap(page, server, SMALL_DEAL);
  const one = page.locator("[data-item^=node]").first();
  const before = await one.getAttribute("transform");
  const hand = await Hand.on(page);
  const from = await middle(one);
  await hand.move([from], [{ x: from.x + 40, y: from.y + 40 }], [{ x: from.x + 40, y: from.y + 40 }, { x: 60, y: 600 }], [{ x: from.x + 50, y: from.y + 60 }, { x: 70, y: 620 }]);
  await expect(page.locator("[data-gesture=drag]")).toHaveCount(0);
  await page.getByRole("toolbar").getByRole("button", { name: "显示全部" }).tap();
  await expect(one).toHaveAttribute("transform", before!);
  await expect(page.getByRole("toolbar").getByRole("button", { name: "撤销" })).toBeDisabled();
  await page.context().close();
});

for (const [drawing, items] of [["map", "[data-item^=node]"], ["fishbone", "[data-item^=bone_person]"], ["chain", "[data-item^='step:']"]] as const) {
  test(`two taps select an area of the ${drawing}, and nothing is selected when one lets it be`, async ({ browser }) => {
    const page = await enter(browser, server, "wulei", PHONE);
    await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/${drawing}`);
    await expect(page.locator(items).first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
    await page.getByRole("toolbar").getByRole("button", { name: "显示全部" }).tap();
    const begin = async (): Promise<void> => {
      await page.locator(".cv-quick [data-key='Ctrl+K']").tap();
      await page.getByRole("combobox", { name: "输入操作名称" }).fill("框选");
      await page.keyboard.press("Enter");
    };
    const hint = page.locator(".cv-expected");
    await begin();
    await expect(hint).toContainText("点一下要框选区域的一个角。");
    await hint.getByRole("button", { name: "取消" }).tap();
    await expect(hint).toHaveCount(0);

    // What lies in the open, at the point a finger would hit.
    const open = await page.locator(items).evaluateAll((all) =>
      all.flatMap((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        const at = { x: x + width / 2, y: y + height / 2 };
        const hit = document.elementFromPoint(at.x, at.y)?.closest("[data-item]");
        return hit === one ? [{ ...at, item: one.getAttribute("data-item")! }] : [];
      }),
    );
    const [one, other] = [open[0], open.at(-1)!];
    expect(one.item).not.toBe(other.item);
    await begin();
    await page.touchscreen.tap(one.x, one.y);
    await expect(hint).toContainText("再点一下对角。");
    // With a mouse beside it the area is seen before it is chosen; letting it be leaves nothing of it.
    const marquee = page.locator(".overlay .marquee");
    await page.mouse.move(other.x, other.y);
    await expect(marquee).toHaveCount(1);
    await hint.getByRole("button", { name: "取消" }).tap();
    await expect(hint).toHaveCount(0);
    await expect(marquee).toHaveCount(0);

    await begin();
    await page.touchscreen.tap(one.x, one.y);
    await expect(hint).toContainText("再点一下对角。");
    await page.touchscreen.tap(other.x, other.y);
    await expect(hint).toHaveCount(0);
    for (const { item } of [one, other]) await expect(page.locator(`[data-item="${item}"]`)).toHaveAttribute("data-selected", "");
    const selected = await page.locator("[data-item][data-selected]").count();
    await expect(page.locator(".cv-notice")).toContainText(`框内已选 ${selected} 项`);
    await page.context().close();
  });
}
