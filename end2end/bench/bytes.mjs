// B10 bytes: what a browser loads, brotli 11, until a deal's map is drawn, until it can be edited, and in all. The peers' figures are
// those of their own published pages.
import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { round } from "./statistics.mjs";

const LOADED = new Set([".wasm", ".js", ".css"]);

/** The files of a part, as the loader that the build wrote names them: its own, and those it shares with others. */
function filesOf(part, loader) {
  const shared = new Map([...loader.matchAll(/const (__chunk_\d+) = makeLoad\(\(\) => \{[^}]*?"\.\/parts\/([^"]+)"/g)].map((found) => [found[1], found[2]]));
  const own = new RegExp(`export const __wasm_split_load_${part} = .*?"\\./parts/([^"]+)".*?, \\[([^\\]]*)\\]`, "s").exec(loader);
  if (!own) throw new Error(`the loader knows no part ${part}`);
  return new Set([own[1], ...own[2].split(",").map((name) => shared.get(name.trim()) ?? "")]);
}

export function bytes(root) {
  const site = join(root, "target/site");
  const desk = filesOf("desk", readFileSync(join(site, "pkg/__wasm_split.js"), "utf8"));
  const files = readdirSync(site, { recursive: true })
    .filter((file) => LOADED.has(extname(file)))
    .map((file) => {
      const content = readFileSync(join(site, file));
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
      const when = !file.includes("parts/") ? "draw" : desk.has(basename(file)) ? "edit" : "later";
      return { file, when, raw: content.length, brotli: brotliCompressSync(content, options).length };
    });
  const sum = (...whens) => round(files.filter((file) => whens.includes(file.when)).reduce((sum, file) => sum + file.brotli, 0) / 1000);
  return { files, draw_kb: sum("draw"), edit_kb: sum("draw", "edit"), total_kb: sum("draw", "edit", "later") };
}
