// Ports for servers that are started by tests and benchmarks.
import { createServer } from "node:net";

/** Below what systems hand out by themselves, so that no socket of a browser takes a port between two lives of a server. */
const PORTS = { first: 20_000, each: 1_000 };

/** A port nobody listens on. Those who test at once have ports apart. */
export async function freePort() {
  const first = PORTS.first + PORTS.each * (Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 12);
  for (;;) {
    const port = first + Math.floor(Math.random() * PORTS.each);
    if (await isFree(port)) return port;
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
