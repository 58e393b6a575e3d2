// B7: drag a person with 20 lines along 300 points at 120 Hz; pan; zoom; pan with all in sight. Alone, and with ten colleagues
// who move pointers and cards at 20 Hz and drop one a second each.
import { setTimeout as pause } from "node:timers/promises";
import { drags, wander, wheels } from "./hand.mjs";
import { rested } from "./canvases.mjs";
import { traced } from "./tracing.mjs";

const POINTS = 300;
const EDITORS = 10;

/** The work of one canvas; each figure is of its own page state. */
export async function handled(browser, canvas, { points = POINTS } = {}) {
  const { page, context } = await canvas.open(browser);
  try {
    const cdp = await context.newCDPSession(page);
    const rows = {};
    const faults = [];
    const hub = await canvas.hub(page);
    const way = wander(hub, points);
    rows.drag = await traced(browser, page, () => drags(cdp, hub, way));
    await rested(page);
    const after = await canvas.hub(page);
    if (Math.hypot(after.x - hub.x, after.y - hub.y) > 40) faults.push(`the card came to ${JSON.stringify(after)} from ${JSON.stringify(hub)}`);
    const mounted = await canvas.mounted(page);

    const paper = canvas.pans === "middle" ? hub : { x: hub.x + 230, y: hub.y };
    rows.pan = await traced(browser, page, () => drags(cdp, paper, wander(paper, points), canvas.pans));
    await rested(page);
    rows.zoom = await traced(browser, page, () => wheels(cdp, { x: 720, y: 420 }, points));
    await rested(page);
    await canvas.all(page);
    await rested(page);
    const far = { x: 40, y: VIEWPORT_BOTTOM };
    rows.pan_all = await traced(browser, page, () => drags(cdp, far, wander(far, points).map(({ x, y }) => ({ x: x + 200, y: y - 100 })), canvas.pans));
    const mountedAll = await canvas.mounted(page);
    return { system: canvas.name, rows, mounted, mountedAll, faults };
  } finally {
    await context.close();
  }
}
const VIEWPORT_BOTTOM = 760;

/** The drag again while ten colleagues work in the room. Ours only: the peers have no server. */
export async function amongEditors(browser, canvas, room, { points = POINTS, editors = EDITORS } = {}) {
  const { page, context } = await canvas.open(browser);
  const sockets = [];
  let working = true;
  try {
    for (let at = 0; at < editors; at += 1) sockets.push(await room.colleague());
    const cdp = await context.newCDPSession(page);
    const hub = await canvas.hub(page);
    const alone = await traced(browser, page, () => drags(cdp, hub, wander(hub, points)));
    await rested(page);
    let edits = 0;
    const work = sockets.map(async (socket, editor) => {
      const person = room.ids[room.hub + 1 + editor * 3];
      for (let turn = 0; working; turn += 1) {
        const [x, y] = [Math.round(900 + 300 * Math.sin(turn / 7 + editor)), Math.round(300 + 200 * Math.cos(turn / 9 + editor))];
        const dragging = turn % 20 < 15;
        socket.presence({ drawing: "map", cursor: [x, y], gesture: dragging ? [{ entity: `node:${person}`, x, y }] : [] });
        if (turn % 20 === 15 + (editor % 5)) {
          edits += 1;
          socket.push({ deal: [{ power_map: { move_nodes: { to: [{ person, x, y }] } } }] }).catch(() => {});
        }
        await pause(50);
      }
    });
    await pause(1500);
    const again = await canvas.hub(page);
    const among = await traced(browser, page, () => drags(cdp, again, wander(again, points)));
    const cursors = await page.locator(".cursor").count();
    working = false;
    await Promise.all(work);
    const faults = cursors === editors ? [] : [`${cursors} of ${editors} pointers of colleagues are seen`];
    return { system: canvas.name, alone, among, edits, faults };
  } finally {
    working = false;
    for (const socket of sockets) socket.close();
    await context.close();
  }
}

