// Server processes for the tests. Each test starts its own on a free port with a data folder of its own, and may kill it.
//
//   const server = await startServer({ demo: true });
//   await page.goto(server.url);
//   await server.kill();      // SIGKILL: what was acknowledged must be on disk
//   await server.start();     // the same port, the same data
//   await server.stop();      // at the end of the test; removes the data folder
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "./port.mjs";

const root = new URL("..", import.meta.url).pathname;
const binary = process.env.SANDTABLE_BINARY ?? join(root, "target/release/sandtable");
/** How long a server may take from start to ready: migrations and the demo workspace on a busy machine. */
const READY_WITHIN_MS = 60_000;
const POLL_MS = 50;

/** What a test may ask of its server. */
export type ServerOptions = {
  /** Address of a PostgreSQL database (`newPostgresDatabase`); without it the server keeps SQLite in its data folder. */
  db?: string;
  /** Port on 127.0.0.1; a free one by default. */
  port?: number;
  /** Load the demo workspace and open its sign-in door. */
  demo?: boolean;
  /** Data folder; by default a temporary one that `stop` removes. */
  data?: string;
  /** More arguments of `sandtable serve`. */
  args?: string[];
  /** More environment. */
  env?: Record<string, string>;
};

/** The servers that run now: none may outlive the test process. */
const running = new Set<ChildProcess>();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** One server: a process that can be killed and started again over the same data. */
export class Server {
  /** All that the processes wrote to stdout and stderr so far. */
  log = "";
  private child?: ChildProcess;

  constructor(
    readonly port: number,
    readonly data: string,
    private readonly options: ServerOptions,
  ) {}

  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The process id, for a test that looks at the process from outside. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts the process and waits until it says that it is ready. */
  async start(): Promise<void> {
    const { db, demo, args = [], env = {} } = this.options;
    const child = spawn(
      binary,
      ["serve", "--address", `127.0.0.1:${this.port}`, "--data", this.data, ...(demo ? ["--demo"] : []), ...args],
      { env: { ...cleanEnvironment(), ...(db ? { DATABASE_URL: db } : {}), ...env }, stdio: ["ignore", "pipe", "pipe"] },
    );
    let failure: string | undefined;
    child.stdout.on("data", (bytes) => (this.log += bytes));
    child.stderr.on("data", (bytes) => (this.log += bytes));
    child.on("error", (error) => (failure = error.message));
    child.on("exit", (code, signal) => {
      running.delete(child);
      failure ??= `it ended with ${signal ?? code}`;
    });
    running.add(child);
    this.child = child;

    const deadline = Date.now() + READY_WITHIN_MS;
    while (failure === undefined && Date.now() < deadline) {
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
      if (answer?.ok && failure === undefined) return;
      await pause(POLL_MS);
    }
    child.kill("SIGKILL");
    throw new Error(`the server is not ready: ${failure ?? `no answer in ${READY_WITHIN_MS} ms`}\n${this.log}`);
  }

  /** Ends the process at once, as a power cut would; the data stays. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Asks the process to end as an administrator would; the data stays. */
  async terminate(): Promise<void> {
    await this.end("SIGTERM");
  }

  /** Ends the process and removes its data, unless the test brought the folder. */
  async stop(): Promise<void> {
    await this.kill();
    if (!this.options.data) rmSync(this.data, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }
}

/** Starts a server and waits until it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  if (!existsSync(binary)) throw new Error(`no server at ${binary}: run 'make site' and 'cargo build --release -p server' first`);
  const data = options.data ?? mkdtempSync(join(tmpdir(), "sandtable-"));
  const server = new Server(options.port ?? (await freePort()), data, options);
  await server.start();
  return server;
}

/** A new empty database on the PostgreSQL that `make test` runs; give its address to `startServer({ db })`. */
export function newPostgresDatabase(): string {
  const base = process.env.TEST_POSTGRES_URL;
  if (!base) throw new Error("TEST_POSTGRES_URL is not set: run the tests by 'make test' or '.ci/postgres.sh npx playwright test'");
  const url = new URL(base);
  const name = `end2end_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  const programs = readFileSync(join(root, "target/setup/postgres"), "utf8").trim();
  execFileSync(join(programs, "createdb"), ["--maintenance-db", base, name]);
  url.pathname = `/${name}`;
  return url.toString();
}

/** The environment without what would configure a server of the person who runs the tests. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours = ([name]: [string, unknown]) => name === "DATABASE_URL" || name.startsWith("SANDTABLE_");
  return Object.fromEntries(Object.entries(process.env).filter((entry) => !ours(entry)));
}
