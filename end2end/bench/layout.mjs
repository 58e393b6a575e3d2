// B9 layout: our layouts, compiled to WASM as the browser gets them, beside dagre and elkjs on the same people and lines, all in the
// JavaScript engine of this Node, which is the one of Chromium.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import dagre from "@dagrejs/dagre";
import ELK from "elkjs/lib/elk.bundled.js";
import { median, round } from "./statistics.mjs";
import { plan, world } from "./world.mjs";

const root = new URL("../../", import.meta.url).pathname;
const folder = new URL("./layout/", import.meta.url).pathname;
const CARD = { width: 172, height: 62 };

/** Builds the crate `layout` with the compiler of the site, and opens it. */
export async function ourLayouts() {
  const noted = `${root}target/setup/wasm-toolchain`;
  const toolchain = existsSync(noted) ? readFileSync(noted, "utf8").trim().split(" ").filter(Boolean) : [];
  const target = `${root}target/bench/layout`;
  const args = [...toolchain, "build", "--quiet", "--profile", "wasm-release", "--target", "wasm32-unknown-unknown", "--target-dir", target];
  execFileSync("cargo", args, { cwd: folder, stdio: "inherit", env: { ...process.env, CARGO_TARGET_DIR: target } });
  const bytes = readFileSync(`${target}/wasm32-unknown-unknown/wasm-release/layout.wasm`);
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(bytes), {});
  const apply = (stream, changes) => {
    const text = new TextEncoder().encode(JSON.stringify(changes));
    // The memory may move when it grows.
    const at = exports.text(text.length);
    new Uint8Array(exports.memory.buffer, at, text.length).set(text);
    const count = exports.apply(stream);
    if (count !== changes.length) throw new Error(`${count} of ${changes.length} changes were read`);
  };
  return {
    make(size) {
      exports.clear();
      const made = world(size.people, 20_000, undefined, size);
      for (const op of made.ops) apply(op.account ? 0 : 1, op.account ?? op.deal);
      return made;
    },
    move: (made) => {
      const [one, bone] = [made.ids[made.hub + 3], made.departments[2]];
      apply(1, [{ fishbone: { move_person: { id: made.fishbone, person: one, bone, place: "last" } } }]);
    },
    tree: () => exports.tree(),
    fishbone: () => exports.fishbone(),
    chain: () => exports.chain(),
  };
}

/** The graphs the peers get: who reports to whom; bones with their people; steps with their people. */
function graphs({ people, bones, perBone, steps, perStep }) {
  const tree = { nodes: plan(people).people.map(({ number }) => `n${number}`), edges: plan(people).lines.filter(({ kind }) => kind === "reports_to").map(({ from, to }) => [`n${to}`, `n${from}`]) };
  const fishbone = { nodes: ["head"], edges: [] };
  for (let bone = 0; bone < bones; bone += 1) {
    fishbone.nodes.push(`b${bone}`);
    fishbone.edges.push(["head", `b${bone}`]);
    for (let at = 0; at < perBone; at += 1) {
      fishbone.nodes.push(`b${bone}p${at}`);
      fishbone.edges.push([at ? `b${bone}p${at - 1}` : `b${bone}`, `b${bone}p${at}`]);
    }
  }
  const chain = { nodes: [], edges: [] };
  for (let step = 0; step < steps; step += 1) {
    chain.nodes.push(`s${step}`);
    if (step) chain.edges.push([`s${step - 1}`, `s${step}`]);
    for (let at = 0; at < perStep; at += 1) {
      chain.nodes.push(`s${step}p${at}`);
      chain.edges.push([`s${step}`, `s${step}p${at}`]);
    }
  }
  return { tree, fishbone, chain };
}

function withDagre({ nodes, edges }) {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 36, ranksep: 78 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node, { ...CARD });
  for (const [from, to] of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  return nodes.length;
}

async function withElk(elk, { nodes, edges }, algorithm) {
  const graph = {
    id: "root",
    layoutOptions: { "elk.algorithm": algorithm },
    children: nodes.map((id) => ({ id, ...CARD })),
    edges: edges.map(([from, to], at) => ({ id: `e${at}`, sources: [from], targets: [to] })),
  };
  return (await elk.layout(graph)).children.length;
}

async function timed(turns, work) {
  const times = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return round(median(times));
}

/** Milliseconds of each layout at this size; `slow`: also what takes seconds. */
export async function layouts(ours, size, { turns = 5, slow = true } = {}) {
  const elk = new ELK();
  const made = ours.make(size);
  const drawn = graphs(size);
  const rows = {};
  for (const kind of ["tree", "fishbone", "chain"]) {
    const count = ours[kind]();
    if (count === 0) throw new Error(`our ${kind} is empty`);
    const row = { nodes: drawn[kind].nodes.length, ours: await timed(turns * 4, () => ours[kind]()) };
    if (slow) {
      row.dagre = await timed(1, () => withDagre(drawn[kind]));
      row.elk = await timed(1, () => withElk(elk, drawn[kind], kind === "tree" ? "mrtree" : "layered").catch((error) => console.log(`  elk ${kind}: ${String(error).slice(0, 80)}`)));
      row.ratio_dagre = round(row.ours / row.dagre);
    }
    rows[kind] = row;
  }
  rows.moved = { nodes: size.bones * size.perBone, ours: await timed(turns, () => (ours.move(made), ours.fishbone())) };
  return rows;
}
