// The peers' pages: bundled once, served from loopback with the plan of the same people. Nothing of it is ever shipped.
import { build } from "esbuild";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { plan } from "../../world.mjs";

const here = (path) => new URL(path, import.meta.url).pathname;
const STYLE = `html,body,#root{margin:0;height:100%;width:100%}
.card{box-sizing:border-box;width:172px;height:62px;border:1.4px solid #667085;border-radius:7px;background:#fff;padding:8px 14px;font:12.5px sans-serif;position:relative}
.card b{display:block;font-size:13px}.card i{position:absolute;right:-10px;top:-10px;width:28px;height:28px;border-radius:14px;background:#5aa874;color:#fff;text-align:center;line-height:28px;font-style:normal}`;

async function bundle(entry) {
  const built = await build({
    entryPoints: [here(entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return gzipSync(built.outputFiles[0].contents);
}

/** Starts the server of all peers' pages; `page(name, people)` is an address. */
export async function servePeers() {
  const scripts = { react_flow: await bundle("react_flow.jsx"), cytoscape: await bundle("cytoscape.js") };
  const flowStyle = readFileSync(here("../../node_modules/@xyflow/react/dist/style.css"));
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const [, kind, what] = path.split("/");
    const send = (type, body, packed = false) => {
      response.writeHead(200, { "content-type": type, "cache-control": "max-age=3600", ...(packed ? { "content-encoding": "gzip" } : {}) });
      response.end(body);
    };
    if (kind === "plan") return send("application/json", gzipSync(JSON.stringify(plan(Number(what)))), true);
    if (kind === "script" && scripts[what]) return send("text/javascript", scripts[what], true);
    if (kind === "flow.css") return send("text/css", flowStyle);
    if (kind === "page" && scripts[what]) {
      return send("text/html", `<!doctype html><meta charset="utf-8"><title>${what}</title><link rel="stylesheet" href="/flow.css"><style>${STYLE}</style><div id="root"></div><script type="module" src="/script/${what}"></script>`);
    }
    response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  return { page: (name, people) => `${url}/page/${name}?people=${people}`, bytes: Object.fromEntries(Object.entries(scripts).map(([name, script]) => [name, script.length])), stop: () => server.close() };
}
