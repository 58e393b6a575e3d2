// B6 and B7 in Chromium, beside React Flow and Cytoscape.js: the same people and lines, the same hand.
import { readFileSync } from "node:fs";
import { chromium } from "playwright";
import { round } from "../statistics.mjs";
import { ourRoom, ours, peer } from "./canvases.mjs";
import { amongEditors, handled } from "./drag.mjs";
import { openings } from "./open.mjs";
import { servePeers } from "./peers/serve.mjs";

const root = new URL("../../../", import.meta.url).pathname;
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** One browser and the peers' pages for all of `work`. */
async function withBrowser(work) {
  const executablePath = process.env.CHROMIUM ?? readFileSync(`${root}target/setup/chromium`, "utf8").trim();
  const browser = await chromium.launch({ executablePath, args: QUIET });
  const peers = await servePeers();
  try {
    return await work(browser, peers);
  } finally {
    peers.stop();
    await browser.close();
  }
}

const systems = (room, peers, people) => [ours(room), peer("react_flow", peers, people), peer("cytoscape", peers, people)];

/** B6. `sizes` of the deal, `cpus` how many times slower the processor is. */
export function opening({ sizes, cpus, turns }, alternate) {
  return withBrowser(async (browser, peers) => {
    const shown = {};
    for (const people of sizes) {
      const room = await ourRoom(people);
      try {
        for (const cpu of cpus) {
          console.log(`\nB6 open, ${people} people, processor ${cpu}x slower`);
          const measure = (system) => openings(browser, system, cpu);
          shown[`${people}/${cpu}`] = await alternate("B6", systems(room, peers, people), turns, measure, { people, cpu });
        }
      } finally {
        await room.stop();
      }
    }
    for (const cpu of cpus) {
      const small = shown[`${sizes[0]}/${cpu}`];
      console.log(`  ${cpu}x: cold ${sizes[0]} / Cytoscape: ${round(small.sandtable.cold_ms / small.cytoscape.cold_ms)} (goal 1.0); warm / cold: ${round(small.sandtable.warm_ms / small.sandtable.cold_ms)} (goal 0.5)`);
      const large = shown[`${sizes.at(-1)}/${cpu}`];
      if (large !== small) console.log(`  ${cpu}x: cold ${sizes.at(-1)} / ${sizes[0]}: ${round(large.sandtable.cold_ms / small.sandtable.cold_ms)} (goal 2.0)`);
    }
  });
}

const GESTURES = ["drag", "pan", "zoom", "pan_all"];
const GOAL_MS = (people) => (people <= 1000 ? 4 : 8);

/** B7. */
export function dragging({ sizes, turns, points, editors }, alternate) {
  return withBrowser(async (browser, peers) => {
    for (const people of sizes) {
      const room = await ourRoom(people);
      try {
        console.log(`\nB7 drag, pan, zoom, ${people} people: main-thread milliseconds per frame, p95 (wall: as it passed, cpu: as the thread ran)`);
        const flat = async (system) => {
          const { rows, ...rest } = await handled(browser, system, { points });
          for (const gesture of GESTURES) {
            const { frames, wall_p95, cpu_p50, cpu_p95, longest } = rows[gesture];
            Object.assign(rest, { [`${gesture}_frames`]: frames, [`${gesture}_wall`]: wall_p95, [`${gesture}_cpu50`]: cpu_p50, [`${gesture}_cpu`]: cpu_p95, [`${gesture}_longest`]: longest });
          }
          return rest;
        };
        const rows = await alternate("B7", systems(room, peers, people), turns, flat, { people });
        for (const gesture of GESTURES) {
          const best = Math.min(rows.react_flow[`${gesture}_cpu`], rows.cytoscape[`${gesture}_cpu`]);
          const mine = rows.sandtable[`${gesture}_cpu`];
          console.log(`  ${people} ${gesture}: ${mine} ms (goal ${GOAL_MS(people)}), / best peer: ${round(mine / best)} (goal 0.33 at 5000)`);
        }
        if (editors) {
          const among = async (system) => {
            const { alone, among, ...rest } = await amongEditors(browser, system, room, { points, editors });
            return { ...rest, alone_cpu: alone.cpu_p95, among_cpu: among.cpu_p95, alone_cpu50: alone.cpu_p50, among_cpu50: among.cpu_p50, among_longest: among.longest };
          };
          console.log(`\nB7 the drag among ${editors} editors, ${people} people`);
          const { sandtable } = await alternate("B7 editors", [ours(room)], turns, among, { people });
          console.log(`  ${people}: ${editors} editors add ${round((sandtable.among_cpu / sandtable.alone_cpu - 1) * 100)} % to the p95, ${round((sandtable.among_cpu50 / sandtable.alone_cpu50 - 1) * 100)} % to the median (goal 25 %)`);
        }
      } finally {
        await room.stop();
      }
    }
  });
}
