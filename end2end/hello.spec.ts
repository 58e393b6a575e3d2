// The site by itself, until the server serves it: the built WASM mounts in a real browser. Delete when `room.spec.ts` exists.
import { createServer, type Server } from "node:http";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";

const site = new URL("../target/site/", import.meta.url);
const types: Record<string, string> = { js: "text/javascript", wasm: "application/wasm", css: "text/css" };
const shell = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/pkg/sandtable.css">
<script type="module">import start from "/pkg/sandtable.js"; await start({ module_or_path: "/pkg/sandtable_bg.wasm" });</script>`;

let server: Server;
test.beforeAll(async () => {
  server = createServer(async (request, response) => {
    const path = request.url ?? "/";
    if (!path.startsWith("/pkg/")) return response.writeHead(200, { "content-type": "text/html" }).end(shell);
    const bytes = await readFile(new URL(`.${path}`, site)).catch(() => undefined);
    if (!bytes) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": types[path.split(".").pop() ?? ""] ?? "text/plain" }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
test.afterAll(() => new Promise((resolve) => server.close(resolve)));

test("the built site mounts and shows its name @phone", async ({ page }) => {
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/w/board`);
  await expect(page.getByText("沙盘").first()).toBeVisible();
});
