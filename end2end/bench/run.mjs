// run.mjs quick|full [B1|B3|B6|B7|B9|B10|B12 ...]: measures, prints a table, appends one JSON line per measurement to
// target/bench/results.jsonl. Systems are measured in turn (A B C, C B A, ...), so that what the machine does besides hits all.
import { appendFileSync, mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dragging, opening } from "./browser/bench.mjs";
import { bytes } from "./bytes.mjs";
import { fanOut } from "./fan_out.mjs";
import { idleSockets } from "./idle_sockets.mjs";
import { layouts, ourLayouts } from "./layout.mjs";
import { diskProbe, loopbackProbe } from "./probes.mjs";
import { median, round } from "./statistics.mjs";
import { sandtableSystem } from "./systems/sandtable.mjs";
import { yjsSystem } from "./systems/yjs.mjs";
import { rawSqlite, writePath } from "./write_path.mjs";

const [mode = "quick", ...wanted] = process.argv.slice(2);
const quick = mode !== "full";
const root = new URL("../../", import.meta.url).pathname;
const results = `${root}target/bench/results.jsonl`;
mkdirSync(`${root}target/bench`, { recursive: true });
const wants = (id) => wanted.length === 0 || wanted.includes(id);

function note(id, figures) {
  appendFileSync(results, `${JSON.stringify({ id, mode, at: new Date().toISOString(), ...figures })}\n`);
}

async function probes() {
  return { ...diskProbe(), ...(await loopbackProbe()), cores: availableParallelism() };
}

/** Measures each system `turns` times in alternating order; the median of each figure, with the lowest and highest. */
async function alternate(id, systems, turns, measure, about = {}) {
  const runs = new Map(systems.map((system) => [system.name, []]));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const system of turn % 2 ? [...systems].reverse() : systems) {
      const probe = await probes();
      const figures = await measure(system);
      if (figures.faults?.length) console.log(`  void: ${system.name}: ${figures.faults.join("; ")}`);
      note(id, { turn, ...about, ...figures, probe });
      runs.get(system.name).push({ ...figures, ...probe });
      console.log(`  ${id} turn ${turn + 1}/${turns}: ${JSON.stringify({ ...figures, fdatasync_p99: probe.fdatasync_p99 })}`);
    }
  }
  const rows = {};
  for (const [name, list] of runs) {
    const valid = list.filter((figures) => !figures.faults?.length);
    const row = { runs: `${valid.length}/${list.length}` };
    for (const [key, value] of Object.entries(list[0] ?? {})) {
      if (typeof value !== "number") continue;
      const values = valid.map((figures) => figures[key]);
      row[key] = values.length ? round(median(values)) : Number.NaN;
    }
    rows[name] = row;
  }
  console.table(rows);
  return rows;
}

console.log(`Machine: ${JSON.stringify(await probes())}`);

if (wants("B10")) {
  const { files, draw_kb, edit_kb, total_kb } = bytes(root);
  note("B10", { draw_kb, edit_kb, total_kb, files });
  console.log(`\nB10 bytes, brotli 11: ${draw_kb} kB until the map is drawn, ${edit_kb} kB until it can be edited (goal 200, gate 280), ${total_kb} kB with every screen`);
  console.table(files.filter((file) => file.brotli > 5000));
}

if (wants("B1")) {
  console.log("\nB1 fan-out, milliseconds from the planned moment of an edit to its arrival at the others");
  const systems = [sandtableSystem(), yjsSystem("y-websocket"), yjsSystem("y-websocket+fsync"), yjsSystem("hocuspocus")];
  const size = quick ? { rooms: 50, seconds: 8, people: 1000 } : { rooms: 50, seconds: 60, people: 1000 };
  const rows = await alternate("B1", systems, quick ? 2 : 5, (system) => fanOut(system, size));
  const ours = rows.sandtable;
  const node = [rows["y-websocket"], rows.hocuspocus];
  console.log(`  edits p99 / fsynced y-websocket p99: ${round(ours.p99 / rows["y-websocket+fsync"].p99)} (goal 0.5)`);
  console.log(`  edits p99 against 2 x fdatasync p99 + 3 ms: ${ours.p99} against ${round(2 * ours.fdatasync_p99 + 3)}`);
  console.log(`  presence p99 / best Node peer: ${round(ours.presence_p99 / Math.min(...node.map((row) => row.presence_p99)))} (goal 0.5)`);
}

if (wants("B12")) {
  console.log("\nB12 write path, 50 writers, each waits for its ack");
  const size = { writers: 50, seconds: quick ? 6 : 30, people: 200 };
  const systems = [{ name: "raw SQLite, synchronous=FULL", raw: true }, sandtableSystem()];
  if (process.env.BENCH_POSTGRES_URL) systems.push(sandtableSystem({ db: process.env.BENCH_POSTGRES_URL }));
  const rows = await alternate("B12", systems, quick ? 3 : 5, async (system) =>
    system.raw ? { system: system.name, ...rawSqlite(size.seconds / 2) } : writePath(system, size),
  );
  const raw = rows["raw SQLite, synchronous=FULL"];
  const ours = rows.sandtable;
  console.log(`  ack p50 / raw single commit p50: ${round(ours.ack_p50 / raw.single_p50)} (goal 1.75)`);
  console.log(`  ack p99 against 2.2 x raw p99 + 2 ms: ${ours.ack_p99} against ${round(2.2 * raw.single_p99 + 2)}`);
  console.log(`  edits/s / raw ceiling of 100 per commit: ${round(ours.edits_per_second / raw.batch_100_per_second)} (goal 0.8)`);
}

if (wants("B3")) {
  console.log("\nB3 memory of idle sockets");
  const size = quick ? { rooms: 100, perRoom: 10, idleSeconds: 5 } : { rooms: 1000, perRoom: 10, idleSeconds: 90 };
  await alternate("B3", [sandtableSystem(), yjsSystem("y-websocket")], quick ? 1 : 3, (system) => idleSockets(system, size));
}
if (wants("B9")) {
  console.log("\nB9 layout, milliseconds; ours as WASM in this Node, whose engine is Chromium's");
  const compiled = await ourLayouts();
  const sizes = [
    { people: 1000, bones: 20, perBone: 50, steps: 200, perStep: 5 },
    { people: 5000, bones: 100, perBone: 50, steps: 500, perStep: 10 },
  ];
  for (const size of sizes) {
    const rows = await layouts(compiled, size, { slow: !quick || size.people <= 1000 });
    note("B9", { ...size, rows });
    console.log(`  ${size.people} people (goal: 0.3 of dagre; one moved person in 10 ms)`);
    console.table(rows);
  }
}

if (wants("B6")) await opening(quick ? { sizes: [1000, 5000], cpus: [1], turns: 1 } : { sizes: [1000, 5000], cpus: [1, 4], turns: 5 }, alternate);

if (wants("B7")) {
  const size = quick ? { sizes: [1000, 5000], turns: 1, points: 200, editors: 10 } : { sizes: [1000, 5000], turns: 5, points: 300, editors: 10 };
  await dragging(size, alternate);
}
process.exit(0);
