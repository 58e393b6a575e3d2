// Playwright's own, but that no browser window outlives its test: those a test opens for its people would stay until the last test has
// run, each going on with its work, and the machine would do hardly anything else.
import { test as base } from "@playwright/test";

export * from "@playwright/test";

export const test = base.extend<{ windowsClosed: void }>({
  windowsClosed: [
    async ({ browser }, use, info) => {
      const before = new Set(browser.contexts());
      await use();
      const opened = browser.contexts().filter((context) => !before.has(context));
      // A context that is closed with its pages has a picture taken of each: of use only when something went wrong.
      if (info.status === info.expectedStatus) await Promise.all(opened.flatMap((context) => context.pages()).map((page) => page.close()));
      await Promise.all(opened.map((context) => context.close()));
    },
    { auto: true },
  ],
});
