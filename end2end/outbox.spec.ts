// An edit that was shown is never lost: offline, reload, a crashed tab, a second tab, somebody else on the same machine.
import { expect, test, type Page } from "./test";
import { addPerson, card, enter, openMap, saved, sync } from "./people";
import { startServer, type Server } from "./sandtable";

let server: Server;
test.beforeEach(async () => {
  server = await startServer({ demo: true });
});
test.afterEach(async () => {
  await server.stop();
});

const close = (page: Page): Promise<void> => page.close();

/** The tab is gone without a word: no unload handler may be what saved an edit. */
async function crash(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const gone = page.waitForEvent("crash");
  cdp.send("Page.crash").catch(() => {});
  await gone;
}

test("an unsent edit survives a crashed tab and is sent once by the next one", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await saved(page);
  await server.kill();
  await addPerson(page, "夜班主管", "甲");
  await expect(page.locator(".sync-state")).toContainText("本机 1 条");
  await crash(page);
  await server.start();
  const again = await page.context().newPage();
  await openMap(again, server);
  await expect(card(again, "夜班主管 甲")).toHaveCount(1);
  await saved(again);
  const colleague = await enter(browser, server, "yangjie");
  await openMap(colleague, server);
  await expect(card(colleague, "夜班主管 甲")).toHaveCount(1);
});

test("an edit made in a second tab is in the first, and sent once", async ({ browser }) => {
  const first = await enter(browser, server, "wulei");
  await openMap(first, server);
  await saved(first);
  const second = await first.context().newPage();
  await openMap(second, server);
  await addPerson(second, "门禁主管", "甲");
  await expect(card(first, "门禁主管 甲")).toHaveCount(1);
  await saved(second);
  const colleague = await enter(browser, server, "yangjie");
  await openMap(colleague, server);
  await expect(card(colleague, "门禁主管 甲")).toHaveCount(1);
});

for (const [end, leave] of [["closes", close], ["crashes", crash]] as const) {
  test(`the leading tab ${end} while the second one edits: every edit is on the server, once, and none is refused`, async ({ browser }) => {
    const first = await enter(browser, server, "wulei");
    await openMap(first, server);
    await saved(first);
    const second = await first.context().newPage();
    await openMap(second, server);
    // Each new person reports to the one before: an edit leans on what the leader has only just learnt.
    await addPerson(second, "门禁主管", "甲");
    const left = leave(first);
    await addPerson(second, "门禁主管", "乙");
    await addPerson(second, "门禁主管", "丙");
    await left;
    await saved(second);
    const colleague = await enter(browser, server, "yangjie");
    await openMap(colleague, server);
    for (const name of ["甲", "乙", "丙"]) await expect(card(colleague, `门禁主管 ${name}`)).toHaveCount(1);
    await saved(second);
  });
}

test("offline the screen says so and goes on; back online everything is sent", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await saved(page);
  await server.kill();
  await expect(sync(page)).toHaveAttribute("data-state", "offline");
  for (const name of ["甲", "乙", "丙"]) await addPerson(page, "外勤", name);
  await expect(page.locator(".sync-state")).toContainText("本机 3 条");
  await server.start();
  await saved(page);
  const colleague = await enter(browser, server, "yangjie");
  await openMap(colleague, server);
  for (const name of ["甲", "乙", "丙"]) await expect(card(colleague, `外勤 ${name}`)).toHaveCount(1);
});

test("somebody else who signs in on the same browser neither sees nor sends the first one's edits", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await saved(page);
  const context = page.context();
  await server.kill();
  await addPerson(page, "保密专员", "甲");
  await expect(page.locator(".sync-state")).toContainText("本机 1 条");
  await page.close();
  await server.start();
  await context.clearCookies();
  const other = await context.newPage();
  await other.goto(`${server.url}/sign-in`);
  await other.locator('button[name="login"][value="yangjie"]').click();
  await other.waitForURL("**/w/board");
  await openMap(other, server);
  await saved(other);
  await expect(card(other, "保密专员 甲")).toHaveCount(0);
  // The first one comes back, and his edit goes out.
  await context.clearCookies();
  await other.goto(`${server.url}/sign-in`);
  await other.locator('button[name="login"][value="wulei"]').click();
  await other.waitForURL("**/w/board");
  await openMap(other, server);
  await expect(card(other, "保密专员 甲")).toHaveCount(1);
  await saved(other);
});
