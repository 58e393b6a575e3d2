// The end-to-end tests: real Chromium, real server processes (sandtable.ts). `make test` runs them all; for one file:
//   make site && cargo build --release -p server && cd end2end && npx playwright test room
//
// Every test runs in the project `desktop`. A test tagged @phone runs on the phone as well, one tagged @phone-only on nothing else.
import { readFileSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const fromHere = (path: string) => new URL(path, import.meta.url).pathname;

// The set-up found or installed a browser and noted where (.ci/setup/chromium.sh).
const chromium = process.env.CHROMIUM ?? readFileSync(fromHere("../target/setup/chromium"), "utf8").trim();

export default defineConfig({
  testDir: ".",
  testIgnore: "bench/**",
  outputDir: fromHere("../target/end2end/artifacts"),
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A test that passes on the second try hides a bug of ours or of its own.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: fromHere("../target/end2end/results.json") }]],
  use: {
    browserName: "chromium",
    // Recording costs time on every page: `TRACE=1 npx playwright test room`, then `npx playwright show-trace`.
    trace: process.env.TRACE ? "on" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "desktop", grepInvert: /@phone-only/, use: { viewport: { width: 1440, height: 900 } } },
    { name: "phone", grep: /@phone/, use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 3 } },
  ],
});
