// Main-thread time per frame, from Chromium's own tracing: all tasks of the renderer's main thread between the commits of two
// frames. `wall` is what passed, `cpu` what the thread really ran: on a shared machine the first also counts others' work.
import { quantile, round } from "../statistics.mjs";

const CATEGORIES = ["-*", "devtools.timeline", "disabled-by-default-devtools.timeline"];

/** Does `work` and tells what the page's main thread did in each of its frames. */
export async function traced(browser, page, work) {
  await browser.startTracing(page, { categories: CATEGORIES });
  const begun = performance.now();
  await work();
  const took = performance.now() - begun;
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  return { ...frames(traceEvents), took: round(took) };
}

/** The frames in the events of a trace. */
export function frames(events) {
  const mains = new Set(events.filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain").map((event) => `${event.pid}:${event.tid}`));
  const of = (event) => `${event.pid}:${event.tid}`;
  const tasks = events.filter((event) => event.name === "RunTask" && event.ph === "X" && mains.has(of(event)));
  const total = new Map();
  for (const task of tasks) total.set(of(task), (total.get(of(task)) ?? 0) + (task.dur ?? 0));
  const main = [...total].sort((a, b) => b[1] - a[1])[0]?.[0];
  const mine = tasks.filter((task) => of(task) === main).sort((a, b) => a.ts - b.ts);
  const starts = events.filter((event) => event.name === "Commit" && of(event) === main).map((event) => event.ts).sort((a, b) => a - b);
  const wall = [];
  const cpu = [];
  let at = 0;
  for (let frame = 1; frame < starts.length; frame += 1) {
    let [ran, used] = [0, 0];
    while (at < mine.length && mine[at].ts + mine[at].dur <= starts[frame - 1]) at += 1;
    for (let task = at; task < mine.length && mine[task].ts < starts[frame]; task += 1) {
      ran += mine[task].dur;
      used += mine[task].tdur ?? mine[task].dur;
    }
    wall.push(ran / 1000);
    cpu.push(used / 1000);
    while (at < mine.length && mine[at].ts < starts[frame]) at += 1;
  }
  const longest = Math.max(0, ...mine.map((task) => task.dur / 1000));
  return {
    frames: wall.length,
    wall_p50: round(quantile(wall, 0.5)),
    wall_p95: round(quantile(wall, 0.95)),
    cpu_p50: round(quantile(cpu, 0.5)),
    cpu_p95: round(quantile(cpu, 0.95)),
    busy_ms: round(wall.reduce((sum, ms) => sum + ms, 0)),
    longest: round(longest),
  };
}
