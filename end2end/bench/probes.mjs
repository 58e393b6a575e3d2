// What the machine can do at this moment, printed with each run: the disk and the loopback.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { quantile, round } from "./statistics.mjs";

/** Appends of 512 bytes, each synced: milliseconds. */
export function diskProbe(count = 500) {
  const folder = mkdtempSync(join(tmpdir(), "sandtable-probe-"));
  const file = openSync(join(folder, "probe"), "a");
  const bytes = Buffer.alloc(512, 1);
  const times = [];
  for (let turn = 0; turn < count; turn += 1) {
    const begun = performance.now();
    writeSync(file, bytes);
    fdatasyncSync(file);
    times.push(performance.now() - begun);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return { fdatasync_p50: round(quantile(times, 0.5)), fdatasync_p99: round(quantile(times, 0.99)) };
}

/** Round trips of 64 bytes over loopback TCP: milliseconds. */
export async function loopbackProbe(count = 1000) {
  const server = createServer((socket) => socket.setNoDelay().pipe(socket));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const socket = createConnection(server.address().port, "127.0.0.1").setNoDelay();
  await new Promise((resolve) => socket.once("connect", resolve));
  const times = [];
  const bytes = Buffer.alloc(64, 1);
  for (let turn = 0; turn < count; turn += 1) {
    const begun = performance.now();
    socket.write(bytes);
    await new Promise((resolve) => socket.once("data", resolve));
    times.push(performance.now() - begun);
  }
  socket.destroy();
  server.close();
  return { loopback_p50: round(quantile(times, 0.5)), loopback_p99: round(quantile(times, 0.99)), load: round(loadavg()[0]) };
}
