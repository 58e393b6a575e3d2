// What a browser or a server lacks is said, and no edit is lost for it: an old page, no disk, no locks, a stopped program.
import { expect, test } from "./test";
import { addPerson, card, enter, openMap, saved, signIn, sync } from "./people";
import { freePort } from "./port.mjs";
import { startServer, type Server } from "./sandtable";

let server: Server;
test.afterEach(async () => {
  await server.stop();
});

/** The close code for a page older than the server. */
const TOO_OLD = 4409;

test("a page older than the server asks to be reloaded, keeps its edits, and the new page sends them", async ({ browser }) => {
  server = await startServer({ demo: true });
  const context = await browser.newContext({ locale: "zh-CN" });
  let old = false;
  let end = () => {};
  await context.routeWebSocket(/\/ws$/, (socket) => {
    if (old) return void socket.close({ code: TOO_OLD, reason: "" });
    socket.connectToServer();
    end = () => void socket.close({ code: TOO_OLD, reason: "" });
  });
  const page = await signIn(context, server, "wulei");
  await openMap(page, server);
  await saved(page);
  old = true;
  end();
  const banner = page.getByRole("alert").filter({ hasText: "有新版本，请刷新页面。修改保留在本机。" });
  await expect(banner).toBeVisible();
  await expect(sync(page)).toContainText("请刷新更新");
  await addPerson(page, "夜班主管", "甲");
  await expect(page.locator("html")).toHaveAttribute("data-pending", "1");
  old = false;
  await banner.getByRole("button", { name: "刷新" }).click();
  await expect(card(page, "夜班主管 甲")).toHaveCount(1);
  await saved(page);
  const colleague = await enter(browser, server, "yangjie");
  await openMap(colleague, server);
  await expect(card(colleague, "夜班主管 甲")).toHaveCount(1);
});

test("a browser that stores nothing says so, and its edits reach the server all the same, from every tab", async ({ browser }) => {
  server = await startServer({ demo: true });
  const context = await browser.newContext({ locale: "zh-CN" });
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("not allowed here", "SecurityError");
    };
  });
  const page = await signIn(context, server, "wulei");
  await openMap(page, server);
  const said = page.getByRole("alert").filter({ hasText: "未发送的修改会随页面关闭而丢失" });
  await expect(said).toBeVisible();
  await addPerson(page, "夜班主管", "甲");
  await saved(page);
  const second = await context.newPage();
  await openMap(second, server);
  await addPerson(second, "夜班主管", "乙");
  await saved(second);
  await expect(card(page, "夜班主管 乙")).toHaveCount(1);
  // The tab that has the socket goes; the other one goes on.
  await page.close();
  await addPerson(second, "夜班主管", "丙");
  await saved(second);
  const colleague = await enter(browser, server, "yangjie");
  await openMap(colleague, server);
  for (const name of ["甲", "乙", "丙"]) await expect(card(colleague, `夜班主管 ${name}`)).toHaveCount(1);
});

test("on plain http in the local network, without locks, the screen says so, one tab leads and the next takes over", async ({ playwright, launchOptions }) => {
  // Not localhost: the browser gives such a page neither locks nor a clipboard.
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), "--host-resolver-rules=MAP sandtable.lan 127.0.0.1"],
  });
  const port = await freePort();
  const site = { url: `http://sandtable.lan:${port}` };
  server = await startServer({ demo: true, port, args: ["--public-url", site.url] });
  const first = await enter(browser, site, "wulei");
  await openMap(first, site);
  expect(await first.evaluate(() => [isSecureContext, "locks" in navigator])).toEqual([false, false]);
  await expect(first.getByText("当前不是 https 连接：复制和多标签页保护受限。请联系管理员配置证书。")).toBeVisible();
  await saved(first);
  const second = await first.context().newPage();
  await openMap(second, site);
  await addPerson(second, "夜班主管", "甲");
  await saved(second);
  await expect(card(first, "夜班主管 甲")).toHaveCount(1);
  await first.close();
  await addPerson(second, "夜班主管", "乙");
  await saved(second);
  const colleague = await enter(browser, site, "yangjie");
  await openMap(colleague, site);
  for (const name of ["甲", "乙"]) await expect(card(colleague, `夜班主管 ${name}`)).toHaveCount(1);
  await browser.close();
});

test("a program that stops says so in plain HTML with the number of edits kept, and after a reload they are sent", async ({ browser }) => {
  server = await startServer({ demo: true });
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await saved(page);
  await server.kill();
  await addPerson(page, "夜班主管", "甲");
  await addPerson(page, "夜班主管", "乙");
  await expect(page.locator("html")).toHaveAttribute("data-pending", "2");
  // A trap in the program itself: it is made to read where it has no memory.
  await page.evaluate(async () => {
    const program = await (await import("/pkg/sandtable.js" as string)).default();
    setTimeout(() => program.__wbindgen_destroy_closure(0xffff_fff0, 0xffff_fff0));
  });
  const overlay = page.getByRole("alertdialog");
  await expect(overlay).toContainText("页面出错");
  await expect(overlay).toContainText("已在本机保留 2 条未发送的修改。");
  await server.start();
  await overlay.getByRole("button", { name: "重新加载" }).click();
  await expect(card(page, "夜班主管 乙")).toHaveCount(1);
  await saved(page);
  const colleague = await enter(browser, server, "yangjie");
  await openMap(colleague, server);
  for (const name of ["甲", "乙"]) await expect(card(colleague, `夜班主管 ${name}`)).toHaveCount(1);
});
