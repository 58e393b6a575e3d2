// B12 write path: writers that each wait for the ack of an edit before they send the next, beside what the disk can do: one
// commit per edit, 100 edits per commit, bare fdatasync.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile, round } from "./statistics.mjs";

/** One run against Sandtable. */
export async function writePath(system, { writers, seconds, people }) {
  const data = mkdtempSync(join(tmpdir(), "sandtable-bench-"));
  const server = await system.start(data, { rooms: writers });
  try {
    const clients = [];
    for (let room = 0; room < writers; room += 1) {
      const client = await server.connect(room, 0, {});
      await client.seed(people);
      clients.push(client);
    }
    const latencies = [];
    const begun = performance.now();
    const end = begun + seconds * 1000;
    await Promise.all(
      clients.map(async (client, room) => {
        for (let number = room; performance.now() < end; number += writers) {
          const sent = performance.now();
          await client.edit(number, number % people);
          latencies.push(performance.now() - sent);
        }
      }),
    );
    const took = (performance.now() - begun) / 1000;
    for (const client of clients) client.close();
    return {
      system: system.name,
      durability: "durable",
      ack_p50: round(quantile(latencies, 0.5)),
      ack_p99: round(quantile(latencies, 0.99)),
      edits_per_second: Math.round(latencies.length / took),
    };
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

const RAW_SQLITE = `
import json, os, sqlite3, sys, tempfile, time
seconds = float(sys.argv[1])
def loop(batch):
    folder = tempfile.mkdtemp()
    db = sqlite3.connect(os.path.join(folder, "raw.db"), isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL"); db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE log (id INTEGER PRIMARY KEY, payload TEXT)")
    payload = "x" * 600
    times, end = [], time.perf_counter() + seconds
    begun = time.perf_counter()
    while time.perf_counter() < end:
        at = time.perf_counter()
        db.execute("BEGIN IMMEDIATE")
        for _ in range(batch):
            db.execute("INSERT INTO log (payload) VALUES (?)", (payload,))
        db.execute("COMMIT")
        times.append((time.perf_counter() - at) * 1000)
    took = time.perf_counter() - begun
    db.close()
    for name in os.listdir(folder): os.unlink(os.path.join(folder, name))
    os.rmdir(folder)
    times.sort()
    return dict(p50=times[len(times)//2], p99=times[min(len(times)-1, int(len(times)*0.99))], per_second=len(times)*batch/took)
print(json.dumps(dict(single=loop(1), hundred=loop(100))))
`;

/** What SQLite does on this disk without anything around it. */
export function rawSqlite(seconds) {
  const { single, hundred } = JSON.parse(execFileSync("python3", ["-c", RAW_SQLITE, String(seconds)], { encoding: "utf8" }));
  return {
    single_p50: round(single.p50),
    single_p99: round(single.p99),
    single_per_second: Math.round(single.per_second),
    batch_100_per_second: Math.round(hundred.per_second),
  };
}
