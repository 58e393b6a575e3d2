// A deal with a thousand people: only what is in sight is there, and everything can still be reached.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "./test";
import { uuid } from "./bench/uuid.mjs";
import { world } from "./bench/world.mjs";
import { demoServer } from "./demo";
import { atRest, card, enter, openMap, saved } from "./people";

const PEOPLE = 1000;
/** Cards of a screen of 1440 x 900 at 80 % with some around it; all are a thousand. */
const MOUNTED_AT_MOST = 260;

/** A new deal with so many people, made over a socket of this page's user. */
async function manyPeople(page: Page, people: number) {
  const made = world(people, Math.floor(Date.now() / 86_400_000));
  const [account, deal] = [uuid(), uuid()];
  const ops = Array.from({ length: made.ops.length + 1 }, uuid);
  await page.evaluate(
    async ({ account, deal, client, ids, ops }) => {
      const me = await (await fetch("/api/me")).json();
      const socket = new WebSocket(`${location.origin.replace("http", "ws")}/ws`);
      const send = (frame: unknown) => socket.send(JSON.stringify(frame));
      let waiting: (frame: any) => void = () => {};
      const next = () => new Promise<any>((resolve) => (waiting = resolve));
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(data);
        if (frame.t === "ping") send({ t: "ping" });
        else if (frame.t === "welcome" || frame.t === "result") waiting(frame);
      };
      await new Promise((resolve) => (socket.onopen = resolve));
      const welcome = next();
      send({ t: "hello", protocol: 1, schema: 2, client, locale: "en" });
      await welcome;
      const first = {
        account: [{ account: { create: { name: "千人客户" } } }],
        deal: [
          { deal: { create: { account, name: "千人项目", stage: "MO-1" } } },
          { team: { join: { user: me.id, role: "ar", initials: me.initials } } },
        ],
      };
      const stream: Record<string, string> = { account: `account:${account}`, deal: `deal:${deal}` };
      const bases: Record<string, number> = { account: 0, deal: 0 };
      for (const [at, changes] of [first, ...ops].entries()) {
        const parts = Object.entries(changes).map(([name, list]) => ({ stream: stream[name], base: bases[name], changes: list }));
        const answer = next();
        send({ t: "push", ops: [{ id: ids[at], client, client_seq: at + 1, schema: 2, at: Date.now(), parts }] });
        for (const { refusal, sentence, seqs } of (await answer).results) {
          if (refusal) throw new Error(sentence ?? JSON.stringify(refusal));
          for (const [name, seq] of seqs) bases[name.split(":")[0]] = seq;
        }
      }
      socket.close();
    },
    { account, deal, client: uuid(), ids: ops, ops: made.ops },
  );
  return { ...made, deal };
}

const server = demoServer("each");

async function open(page: Page) {
  const made = await manyPeople(page, PEOPLE);
  await openMap(page, server, made.deal);
  await saved(page);
  return { ...made, item: (number: number) => page.locator(`[id="item-node:${made.ids[number]}"]`) };
}

/** Finds somebody, so that he is selected and in the middle. */
async function find(page: Page, name: string): Promise<void> {
  await page.locator(".cv-canvas").press("Control+f");
  await page.locator("#cv-search").fill(name);
  await expect(page.locator(".cv-search [role=status]")).toHaveText(/^1\//);
  await page.keyboard.press("Escape");
}

test("of a thousand people those in sight are there, and the search and the keys reach the others", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const { item } = await open(page);
  const cards = page.locator(".world .card");
  await expect.poll(() => cards.count()).toBeGreaterThan(20);
  await expect.poll(() => cards.count()).toBeLessThan(MOUNTED_AT_MOST);
  const far = item(987);
  await expect(far).toHaveCount(0);

  await find(page, "王建国987");
  await expect(far).toBeVisible();
  await expect(far).toHaveAttribute("data-selected", "");
  await expect.poll(() => cards.count()).toBeLessThan(MOUNTED_AT_MOST);

  // Let go, and walk: each step brings the next one there, however far away.
  await page.locator(".cv-canvas").press("Escape");
  await far.focus();
  const seen = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    const before = await page.evaluate(() => document.activeElement?.id);
    seen.add(before!);
    await page.keyboard.press(step < 20 ? "ArrowUp" : "ArrowLeft");
    if (step === 19) continue;
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest("[data-item]") !== null)).toBe(true);
  }
  expect(seen.size).toBeGreaterThan(4);
  const focused = page.locator(".world .card:focus");
  await expect(focused).toBeVisible();
  await expect.poll(() => cards.count()).toBeLessThan(MOUNTED_AT_MOST);
});

test("Tab and End reach those who are not there, and the view follows", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const { item } = await open(page);
  await find(page, "王建国500");
  await page.locator(".cv-canvas").press("Escape");
  await item(500).focus();
  const focused = page.locator(".world .card:focus");
  const here = () => page.evaluate(() => document.activeElement?.id ?? "");
  const seen = new Set<string>();
  const walk = async (keys: string) => {
    const before = await here();
    await page.keyboard.press(keys);
    await expect.poll(here).not.toBe(before);
    await expect(focused).toBeInViewport();
    seen.add(await here());
  };
  for (let step = 0; step < 30; step += 1) await walk("Tab");
  expect(seen.size).toBe(30);
  await walk("Shift+Tab");
  expect(seen.size).toBe(30);
  await walk("End");
  await walk("Home");
  expect(seen.size).toBe(32);
  await expect.poll(() => page.locator(".world .card").count()).toBeLessThan(MOUNTED_AT_MOST);
});

test("what stays while others come and go is not moved within the page, so that it keeps the focus", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await open(page);
  await page.evaluate(() => {
    const moved: string[] = [];
    const observer = new MutationObserver((records) => {
      const taken = new Set(records.flatMap((record) => [...record.removedNodes]));
      const put = records.flatMap((record) => [...record.addedNodes]).filter((node) => taken.has(node));
      moved.push(...put.map((node) => (node as Element).id));
    });
    for (const layer of [".world .cards", ".world .lines"]) observer.observe(document.querySelector(layer)!, { childList: true });
    Object.assign(window, { moved });
  });
  const ids = () => page.locator(".world .card").evaluateAll((cards) => cards.map((card) => card.id));
  const first = await ids();
  await page.mouse.move(700, 450);
  for (const [x, y] of [[-600, 0], [-600, 0], [0, -400], [600, 0], [600, 0], [0, 400]]) {
    await page.mouse.down({ button: "middle" });
    await page.mouse.move(700 + x, 450 + y, { steps: 6 });
    await page.mouse.up({ button: "middle" });
    await page.mouse.move(700, 450);
    await atRest(page);
  }
  for (const key of ["-", "-", "+", "+"]) {
    await page.keyboard.press(key);
    await atRest(page);
  }
  expect(await ids()).not.toEqual(first);
  expect(await page.evaluate(() => (window as any).moved)).toEqual([]);
});

test("from far away people are blocks without a word; a click on a block is on its person; near they have names again", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const { item } = await open(page);
  await page.locator(".cv-canvas").press("Shift+Digit1");
  await expect(page.locator(".far-away path.far").first()).toBeAttached();
  await expect.poll(() => page.locator(".world .card").count()).toBeLessThan(4);
  await expect(page.locator(".far-away text")).toHaveCount(0);
  // Of a supporter, of one against us and of one not known: their shapes differ, not their colours alone.
  for (const look of [".s2", ".n2", ".unknown"]) await expect(page.locator(`.far-away path${look}`).first()).toBeAttached();

  // Somebody with the focus is there, over his block, and can be pressed.
  const scale = await page.locator(".world").evaluate((world) => Number(/scale\(([\d.]+)\)/.exec(world.getAttribute("style")!)![1]));
  expect(scale).toBeLessThan(0.25);
  const at = await page.locator(".world").evaluate((world) => {
    const [x, y, scale] = world.getAttribute("style")!.match(/-?[\d.]+/g)!.map(Number);
    const canvas = world.closest(".cv-canvas")!.getBoundingClientRect();
    return { x: canvas.x + x, y: canvas.y + y, scale };
  });
  // The plan says where number 512 stands.
  const { plan } = await import("./bench/world.mjs");
  const person = plan(PEOPLE).people[512];
  await page.mouse.click(at.x + (person.x + 86) * at.scale, at.y + (person.y + 31) * at.scale);
  await expect(item(512)).toHaveAttribute("data-selected", "");
  await expect(page.locator(".cv-panel")).toContainText("王建国512");

  await page.locator(".cv-canvas").press("Shift+Digit2");
  await expect(card(page, "主管 512 王建国512").locator(".name").first()).toBeVisible();
  await expect(page.locator(".far-away path")).toHaveCount(0);
});

test("while one zooms away nothing is mounted: blocks stand for who is not there yet, and at rest the cards come", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await open(page);
  const cards = page.locator(".world .card");
  await expect.poll(() => cards.count()).toBeGreaterThan(20);
  await atRest(page);
  const meanwhile = await page.evaluate(async () => {
    const canvas = document.querySelector(".cv-canvas")!;
    const count = (what: string) => document.querySelectorAll(what).length;
    const before = count(".world .card");
    const counts: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      const { x, y, width, height } = canvas.getBoundingClientRect();
      canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: 6, ctrlKey: true, clientX: x + width / 2, clientY: y + height / 2, bubbles: true, cancelable: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      counts.push(count(".world .card"));
    }
    const lines = [...document.querySelectorAll(".far-away .far-line")].map((line) => getComputedStyle(line).visibility);
    return { before, counts, blocks: count(".far-away[data-under] path.far"), lines: [...new Set(lines)] };
  });
  expect(new Set(meanwhile.counts)).toEqual(new Set([meanwhile.before]));
  expect(meanwhile.blocks).toBeGreaterThan(0);
  expect(meanwhile.lines).toEqual(["hidden"]);
  await expect.poll(() => cards.count()).toBeGreaterThan(meanwhile.before);
  await expect(page.locator(".far-away path")).toHaveCount(0);
});

test("a drag redraws nothing but what is in the hand", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const { item, ids, hub } = await open(page);
  await find(page, `王建国${hub}`);
  const moved = item(hub);
  await expect(moved).toBeVisible();
  await atRest(page);
  const box = (await moved.locator(".box").boundingBox())!;
  const [x, y] = [box.x + box.width * 0.4, box.y + box.height * 0.4];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 10, { steps: 4 });
  await expect(moved).toHaveAttribute("data-held", "lifted");
  const picture = page.locator(`[data-lifted="node:${ids[hub]}"]`);
  const [lines, from] = [await page.locator(".along-lines path").first().getAttribute("d"), await picture.getAttribute("transform")];
  await page.evaluate(() => {
    const touched = new Set<string>();
    const note = (records: MutationRecord[]) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        touched.add(element?.closest("[data-item]")?.getAttribute("data-item") ?? element?.getAttribute("class") ?? "");
      }
    };
    const observer = new MutationObserver(note);
    observer.observe(document.querySelector(".world .cards")!, { subtree: true, childList: true, attributes: true });
    observer.observe(document.querySelector(".world .lines")!, { subtree: true, childList: true, attributes: true });
    Object.assign(window, { touched });
  });
  await page.mouse.move(x + 90, y + 40, { steps: 20 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const touched = await page.evaluate(() => [...(window as any).touched] as string[]);
  expect(touched).toEqual([]);
  expect(await picture.getAttribute("transform")).not.toBe(from);
  expect(await page.locator(".along-lines path").first().getAttribute("d")).not.toBe(lines);
  // Its twenty lines go with it; the drawing shows neither them nor the card meanwhile.
  const left = page.locator('.world .layer:not(.above) .line[data-held="lifted"]');
  expect(await left.count()).toBe(20);
  for (const unseen of [left.first(), left.last(), moved]) await expect(unseen).toHaveCSS("opacity", "0");
  await page.mouse.up();
  await expect(page.locator(".lifted *")).toHaveCount(0);
  await expect(page.locator(".along-lines *")).toHaveCount(0);
  await expect(moved).toHaveCSS("opacity", "1");
  await expect(page.locator('.world [data-held="lifted"]')).toHaveCount(0);
});

test("the list of a thousand people has the rows in sight, to its end, and no fault that axe finds", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await open(page);
  await page.locator(".cv-canvas").press("l");
  const list = page.locator(".cv-twin");
  await expect(list).toBeVisible();
  await expect(list.locator("caption").first()).toContainText("1000");
  const rows = list.locator("table").first().locator("tbody tr:not(.long-gap)");
  await expect.poll(() => rows.count()).toBeGreaterThan(20);
  expect(await rows.count()).toBeLessThan(200);
  const { violations } = await new AxeBuilder({ page }).include(".cv-twin").analyze();
  expect(violations).toEqual([]);

  // To the end of the second table and back to the end of the first: the last of them are there.
  await list.evaluate((list) => (list.scrollTop = list.scrollHeight));
  await expect(list.locator("table").nth(1).locator("tbody tr").last()).not.toHaveClass("long-gap");
  await list.evaluate((list) => (list.scrollTop = list.querySelector("table")!.getBoundingClientRect().height - 400));
  await expect(list.getByLabel(/^主管 999 .*：职务$/)).toBeVisible();
  // A row says where it stands among all, though most are not there.
  await expect(list.locator("table").first()).toHaveAttribute("aria-rowcount", "1001");
  await expect(list.locator("table").first().locator("tbody tr:not(.long-gap)").last()).toHaveAttribute("aria-rowindex", "1001");

  // By Tab one walks from row to row, further than there were rows.
  await list.evaluate((list) => (list.scrollTop = 0));
  await rows.locator("button").first().focus();
  for (let step = 0; step < 200; step += 1) await page.keyboard.press("Tab");
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest("tr")?.rowIndex ?? 0)).toBeGreaterThan(10);
  await expect(page.locator(".cv-twin :focus")).toBeVisible();
});
