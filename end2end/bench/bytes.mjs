// B10 bytes: everything a browser loads to edit a deal, brotli 11. The peers' figures are those of their own published pages.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { round } from "./statistics.mjs";

const LOADED = new Set([".wasm", ".js", ".css"]);

export function bytes(root) {
  const site = join(root, "target/site");
  const files = readdirSync(site, { recursive: true })
    .filter((file) => LOADED.has(extname(file)))
    .map((file) => {
      const content = readFileSync(join(site, file));
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
      return { file, raw: content.length, brotli: brotliCompressSync(content, options).length };
    });
  const total = files.reduce((sum, file) => sum + file.brotli, 0);
  return { files, total_kb: round(total / 1000) };
}
