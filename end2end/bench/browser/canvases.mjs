// The systems under measure, each as: a page with so many people, the hub in sight at 80 %, and what a hand does on it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandtableSystem } from "../systems/sandtable.mjs";
import { uuid } from "../uuid.mjs";
import { plan, world } from "../world.mjs";

export const VIEWPORT = { width: 1440, height: 900 };
const DAY_MS = 86_400_000;
const READY_MS = 120_000;

/** Waits until nothing has run long on the page's main thread for half a second. */
export async function rested(page) {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        let [last, quiet] = [performance.now(), performance.now()];
        const look = () => {
          const now = performance.now();
          if (now - last > 40) quiet = now;
          last = now;
          if (now - quiet > 500) resolve();
          else setTimeout(look, 16);
        };
        look();
      }),
  );
}

/** A server with one deal of so many people; `editors` others are in the team, on one account. */
export async function ourRoom(people) {
  const data = mkdtempSync(join(tmpdir(), "sandtable-bench-"));
  const system = sandtableSystem();
  const server = await system.start(data, { rooms: 2 });
  const owner = await server.connect(0, 0, {});
  const rival = uuid();
  await owner.push({ workspace: [{ competitor: { add: { id: rival, name: "Rival", colour: 1 } } }] });
  await owner.push({ deal: [{ deal: { add_rival: { competitor: rival } } }] });
  await server.invite(owner, 1);
  const made = world(people, Math.floor(Date.now() / DAY_MS), rival);
  for (const op of made.ops) await owner.push(op);
  owner.close();
  return {
    ...made,
    ...server.browser(0),
    url: server.url,
    colleague: () => server.colleague(1),
    stop: async () => {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function ourContext(browser, room) {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: "zh-CN" });
  const cookies = room.cookie.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: room.url };
  });
  await context.addCookies(cookies);
  return context;
}

export function ours(room) {
  const at = plan(room.ids.length).people[room.hub];
  const item = (number) => `[data-item="node:${room.ids[number]}"]`;
  return {
    name: "sandtable",
    context: (browser) => ourContext(browser, room),
    address: room.map,
    shown: ".world [data-item^=node]",
    async open(browser) {
      const context = await this.context(browser);
      const page = await context.newPage();
      await page.goto(room.map);
      await page.locator(this.shown).first().waitFor({ timeout: READY_MS });
      await rested(page);
      // The search leads to the hub; a second press of the key closes it.
      await page.locator(".cv-canvas").press("Control+f");
      await page.locator("#cv-search").fill(at.name);
      await page.locator(item(room.hub)).waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await rested(page);
      return { page, context };
    },
    async hub(page) {
      const box = await page.locator(item(room.hub)).locator(".box").boundingBox();
      return { x: box.x + box.width * 0.4, y: box.y + box.height * 0.4 };
    },
    pans: "middle",
    async all(page) {
      await page.locator(".cv-canvas").press("Shift+Digit1");
    },
    mounted: (page) => page.locator(".world [data-item]").count(),
  };
}

export function peer(name, peers, people) {
  const made = plan(people);
  const hub = made.people[made.hub];
  const shown = name === "react_flow" ? ".react-flow__node" : "canvas";
  return {
    name,
    context: (browser) => browser.newContext({ viewport: VIEWPORT }),
    address: peers.page(name, people),
    shown,
    async open(browser) {
      const context = await this.context(browser);
      const page = await context.newPage();
      await page.goto(this.address);
      await page.locator(shown).first().waitFor({ timeout: READY_MS });
      await page.waitForFunction(() => window.peer !== undefined, undefined, { timeout: READY_MS });
      await rested(page);
      return { page, context };
    },
    async hub(page) {
      const view = await page.evaluate(() => window.peer.at());
      return { x: view.x + (hub.x + 60) * view.zoom, y: view.y + (hub.y + 25) * view.zoom };
    },
    pans: "left",
    async all(page) {
      const [width, height] = [Math.max(...made.people.map((person) => person.x)) + 172, Math.max(...made.people.map((person) => person.y)) + 62];
      const zoom = Math.max(0.05, Math.min((VIEWPORT.width - 96) / width, (VIEWPORT.height - 110) / height));
      await page.evaluate((view) => window.peer.zoomTo(view), { x: 60, y: 20, zoom });
    },
    mounted: (page) => page.locator(`${shown}, .react-flow__edge`).count(),
  };
}
