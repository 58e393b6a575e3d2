// Playwright's own, but that no browser window outlives its test: those a test opens for its people would stay until the last test has
// run, each going on with its work, and the machine would do hardly anything else.
import { test as base } from "@playwright/test";

export * from "@playwright/test";

export const test = base.extend<{ windowsClosed: void }>({
  windowsClosed: [
    async ({ browser }, use) => {
      const before = new Set(browser.contexts());
      await use();
      await Promise.all(browser.contexts().filter((context) => !before.has(context)).map((context) => context.close()));
    },
    { auto: true },
  ],
});
