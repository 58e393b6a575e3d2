// B3 memory: sockets that have a room open and are silent. Bytes of resident memory per socket.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { residentBytes } from "./systems/process.mjs";
import { round } from "./statistics.mjs";

export async function idleSockets(system, { rooms, perRoom, idleSeconds }) {
  const data = mkdtempSync(join(tmpdir(), "sandtable-bench-"));
  const server = await system.start(data, { rooms });
  try {
    const clients = [];
    // The rooms exist and are warm before the first measurement: what is counted is the sockets alone.
    for (let room = 0; room < rooms; room += 1) clients.push(await server.connect(room, 0, {}));
    await pause(1000);
    const before = residentBytes(server.pid);
    for (let room = 0; room < rooms; room += 1) {
      for (let index = 1; index < perRoom; index += 1) clients.push(await server.connect(room, index, {}));
    }
    await pause(idleSeconds * 1000);
    const after = residentBytes(server.pid);
    const sockets = rooms * (perRoom - 1);
    for (const client of clients) client.close();
    return { system: system.name, sockets, kb_per_socket: round((after - before) / sockets / 1000), rss_mb: round(after / 1e6) };
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
