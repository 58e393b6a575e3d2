// B6: from the address to the first people on the screen, with an empty cache and again with a full one; at full speed and with the
// processor four times slower. Times are the page's own, from the start of the navigation to the frame after the first card.
import { round } from "../statistics.mjs";

const LIMIT_MS = 120_000;

/** Notes when the canvas shows its first people, and how long the longest task was until nothing moved any more. */
function watch(shown) {
  globalThis.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const there = shown === "rendered" ? globalThis.rendered : document.querySelector(shown);
    if (there) requestAnimationFrame(() => setTimeout(() => (globalThis.shownAt = performance.now())));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function opened(page, canvas, cpu) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  await page.goto(canvas.address, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.shownAt !== undefined, undefined, { timeout: LIMIT_MS });
  // What the first picture left for later has run when two seconds have gone by; that is no part of the time.
  await page.waitForTimeout(2000 * Math.sqrt(cpu));
  return page.evaluate(() => ({ shown: globalThis.shownAt, longest: globalThis.longest }));
}

/** Cold and warm, once each, in a browser context of its own. */
export async function openings(browser, canvas, cpu) {
  const context = await canvas.context(browser);
  try {
    await context.addInitScript(watch, canvas.name === "cytoscape" ? "rendered" : canvas.shown);
    const first = await context.newPage();
    const cold = await opened(first, canvas, cpu);
    await first.close();
    const again = await context.newPage();
    const warm = await opened(again, canvas, cpu);
    return {
      system: canvas.name,
      cold_ms: round(cold.shown),
      warm_ms: round(warm.shown),
      cold_longest: round(cold.longest),
      warm_longest: round(warm.longest),
      warm_to_cold: round(warm.shown / cold.shown),
      faults: [],
    };
  } finally {
    await context.close();
  }
}
