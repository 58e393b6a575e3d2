// The demo for the tests of a file. A test that kills its server or gives it arguments starts it by itself (sandtable.ts).
import { startServer, type Server } from "./sandtable";
import { test } from "./test";

/** The server that runs now. */
export type DemoServer = Readonly<Pick<Server, "url" | "port">>;

/**
 * A server with the demo for the tests of the file or group that asks for it: `each` has a new one, or `all` that a worker runs share one.
 */
export function demoServer(whose: "each" | "all"): DemoServer {
  let running: Server | undefined;
  const start = async (): Promise<void> => {
    running = await startServer({ demo: true });
  };
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  if (whose === "each") {
    test.beforeEach(start);
    test.afterEach(stop);
  } else {
    test.beforeAll(start);
    test.afterAll(stop);
  }
  const now = (): Server => {
    if (!running) throw new Error("the server of the demo runs during the tests only");
    return running;
  };
  return {
    get url() {
      return now().url;
    },
    get port() {
      return now().port;
    },
  };
}
