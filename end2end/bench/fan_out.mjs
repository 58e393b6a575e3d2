// B1 fan-out: rooms of five clients, one writer a room at 20 edits/s, field edits in a deal of many people; beside it the writer's
// cursor at 20 Hz. Latency counts from the moment an edit was planned for, to its arrival at each of the other four (open loop).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { cpuMillis, residentBytes } from "./systems/process.mjs";
import { quantile, round } from "./statistics.mjs";

const CLIENTS = 5;
const EDITS_PER_SECOND = 20;
/** How long the last edits may take to arrive before the run counts as having dropped them. */
const SETTLE_MS = 10_000;

/** One run of one system. */
export async function fanOut(system, { rooms, seconds, people }) {
  const data = mkdtempSync(join(tmpdir(), "sandtable-bench-"));
  const server = await system.start(data, { rooms });
  try {
    const planned = [];
    const cursors = [];
    const latencies = [];
    const cursorLatencies = [];
    let measuring = false;
    const handlers = {
      onEdit: (number) => measuring && latencies.push(performance.now() - planned[number]),
      onCursor: (number) => measuring && cursors[number] !== undefined && cursorLatencies.push(performance.now() - cursors[number]),
    };
    const writers = [];
    const all = [];
    for (let room = 0; room < rooms; room += 1) {
      const writer = await server.connect(room, 0, { onEdit: () => {}, onCursor: () => {} });
      await writer.seed(people);
      writers.push(writer);
      all.push(writer);
      for (let index = 1; index < CLIENTS; index += 1) all.push(await server.connect(room, index, handlers));
    }

    // What the set-up left behind has been delivered when nothing moves any more: the first edits measure a quiet server.
    await pause(500);
    measuring = true;
    const cpu = cpuMillis(server.pid);
    const begun = performance.now();
    const interval = 1000 / EDITS_PER_SECOND;
    const last = [];
    let next = 0;
    const total = rooms * EDITS_PER_SECOND * seconds;
    // Room r writes at r/rooms of the interval: a steady stream instead of a volley.
    while (next < total) {
      const due = begun + (next / rooms) * interval;
      const ahead = due - performance.now();
      if (ahead > 0) {
        await pause(Math.min(ahead, 5));
        continue;
      }
      const room = next % rooms;
      planned[next] = due;
      const person = Math.floor(next / rooms) % people;
      last[room] = { number: next, person };
      writers[room].edit(next, person);
      cursors[next] = performance.now();
      writers[room].cursor(next);
      next += 1;
    }
    const expected = total * (CLIENTS - 1);
    const deadline = performance.now() + SETTLE_MS;
    while (latencies.length < expected && performance.now() < deadline) await pause(20);
    const used = cpuMillis(server.pid) - cpu;
    const faults = [];
    if (latencies.length !== expected) faults.push(`${latencies.length} of ${expected} deliveries`);
    for (let room = 0; room < rooms; room += Math.ceil(rooms / 5)) {
      const { number, person } = last[room];
      const title = await writers[room].title(person);
      if (title !== `~E${number};`) faults.push(`room ${room}: the server has ${title} instead of edit ${number}`);
    }
    for (const client of all) client.close();
    return {
      system: system.name,
      durability: system.durability,
      p50: round(quantile(latencies, 0.5)),
      p99: round(quantile(latencies, 0.99)),
      max: round(quantile(latencies, 1)),
      presence_p50: round(quantile(cursorLatencies, 0.5)),
      presence_p99: round(quantile(cursorLatencies, 0.99)),
      presence_seen: round(cursorLatencies.length / expected),
      cpu_ms: used,
      rss_mb: round(residentBytes(server.pid) / 1e6),
      faults,
    };
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
