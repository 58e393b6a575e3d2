// A hand at 120 Hz, through the browser's own input: nothing waits for the page to be done with the last point.
import { setTimeout as pause } from "node:timers/promises";

const HERTZ = 120;

/** Sends `count` events at 120 Hz; `event(index)` says which. */
export async function stream(cdp, count, event) {
  const begun = performance.now();
  const sent = [];
  for (let index = 0; index < count; index += 1) {
    const due = begun + (index * 1000) / HERTZ;
    const ahead = due - performance.now();
    if (ahead > 1) await pause(ahead);
    sent.push(cdp.send("Input.dispatchMouseEvent", event(index)));
  }
  await Promise.all(sent);
}

/** A way of `count` points around a start: there and back in loops, as a hand looks for a place. */
export const wander = (from, count) =>
  Array.from({ length: count }, (_, at) => ({
    x: from.x + 160 * Math.sin((at / count) * 6 * Math.PI),
    y: from.y + 90 * Math.sin((at / count) * 10 * Math.PI),
  }));

/** Presses, follows the way, lets go. */
export async function drags(cdp, from, way, button = "left") {
  const buttons = button === "middle" ? 4 : 1;
  await cdp.send("Input.dispatchMouseEvent", { type: "mouseMoved", ...from });
  await cdp.send("Input.dispatchMouseEvent", { type: "mousePressed", ...from, button, buttons, clickCount: 1 });
  await stream(cdp, way.length, (at) => ({ type: "mouseMoved", ...way[at], button, buttons }));
  await cdp.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...way.at(-1), button, clickCount: 1 });
}

/** Turns the wheel with Ctrl at a point, in and out again. */
export const wheels = (cdp, at, count) =>
  stream(cdp, count, (index) => ({ type: "mouseWheel", ...at, deltaX: 0, deltaY: Math.sin((index / count) * 4 * Math.PI) > 0 ? 2 : -2, modifiers: 2 }));
