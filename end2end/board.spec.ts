// The stage board, the account and the team: real server, real Chromium, two browsers where two people are meant.
import { expect, test, type Locator, type Page } from "./test";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { demoServer } from "./demo";
import { STARTED_WITHIN_MS, accessible, enter, openMap, saved, signIn, wire } from "./people";

const server = demoServer("each");

/** The column of a stage. */
const column = (page: Page, code: string) => page.locator(`.stage-column[data-stage="${code}"]`);
/** A deal on the board. */
const deal = (page: Page, name: string) => page.locator(".deal-card", { hasText: name });

async function openFacts(page: Page, name: string): Promise<Locator> {
  await deal(page, name).getByRole("button", { name: /更多操作/ }).click();
  await page.getByRole("menuitem", { name: "项目信息" }).click();
  return page.getByRole("dialog", { name: "项目信息" });
}

/** A line to the server that can be held: what is on the way arrives, in order, when it is released. */
async function tap(port: number): Promise<{ url: string; hold(): void; release(): void; close(): void }> {
  const pairs = new Set<[Socket, Socket]>();
  const tapped = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as [Socket, Socket]]) {
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => pairs.delete(pair));
    }
  });
  await new Promise<void>((resolve) => tapped.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(tapped.address() as AddressInfo).port}`,
    hold: () => pairs.forEach(([near, far]) => (near.unpipe(far), far.unpipe(near))),
    release: () => pairs.forEach(([near, far]) => (near.pipe(far), far.pipe(near))),
    close: () => tapped.close(),
  };
}

async function create(page: Page, account: string, name: string): Promise<void> {
  await page.getByRole("button", { name: "新建项目" }).click();
  const form = page.getByRole("dialog", { name: "新建项目" });
  await form.getByRole("combobox", { name: "客户" }).fill(account);
  await form.getByRole("option", { name: account }).first().click();
  await form.getByLabel("项目名称").fill(name);
  await form.getByLabel("预计金额").fill("1200万");
  await expect(form.getByText("即 ¥1,200万")).toBeVisible();
  await form.getByLabel("阶段").selectOption("MO-2");
  await form.getByRole("button", { name: "新建并打开地图" }).click();
}

test("a deal is created together with its customer, opens its map, and stands on the board", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await create(page, "青浦港务集团", "集装箱码头专网");
  await expect(page).toHaveURL(/\/w\/deals\/[0-9a-f-]+\/map$/);
  await saved(page);
  await page.goto(`${server.url}/w/board`);
  const card = column(page, "MO-2").locator(".deal-card", { hasText: "集装箱码头专网" });
  await expect(card).toContainText("青浦港务集团 · C");
  await expect(card).toContainText("¥1,200万");
  await expect(card.locator(".deal-team")).toContainText("吴磊");
  // Its solution and fulfilment corners are still empty, and the card says so.
  await expect(card.locator(".deal-team")).toContainText("SR?");
  await expect(card.locator(".deal-team")).toContainText("FR?");
});

test("a deal created offline stands on the board at once, with the mark that it is only here, until it is saved", async ({ browser }) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const line = await wire(context);
  const page = await signIn(context, server, "wulei");
  await saved(page);
  await line.cut();
  await expect(page.locator(".sync-line")).toHaveAttribute("data-state", "offline");
  await create(page, "青浦港务集团", "集装箱码头专网");
  await expect(page).toHaveURL(/\/w\/deals\/[0-9a-f-]+\/map$/);
  await page.getByRole("link", { name: "沙盘" }).click();
  const card = column(page, "MO-2").locator(".deal-card", { hasText: "集装箱码头专网" });
  await expect(card).toContainText("青浦港务集团 · C");
  await expect(card).toContainText("未发送，仅在本机");
  await line.mend();
  await saved(page);
  await expect(card).toBeVisible();
  await expect(card).not.toContainText("未发送，仅在本机");
  await page.reload();
  await expect(card).toBeVisible();
});

test("a deal of a customer that is there takes the customer, not a second one", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await create(page, "星澜银行", "分行网点改造");
  await expect(page).toHaveURL(/\/map$/);
  await saved(page);
  await page.goto(`${server.url}/w/board`);
  await page.getByRole("searchbox").fill("星澜");
  await expect(page.locator(".deal-card")).toHaveCount(2);
  const links = page.locator(".deal-account-link");
  expect(await links.first().getAttribute("href")).toBe(await links.last().getAttribute("href"));
});

test("an empty form is refused in words at every field, and nothing is created", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await expect(page.locator(".deal-card").first()).toBeVisible();
  const before = await page.locator(".deal-card").count();
  await page.getByRole("button", { name: "新建项目" }).click();
  const form = page.getByRole("dialog", { name: "新建项目" });
  await form.getByLabel("预计金额").fill("大概五千");
  await form.getByRole("button", { name: "新建并打开地图" }).click();
  await expect(form.getByText("请选择客户，或新建一个。")).toBeVisible();
  await expect(form.getByText("项目名称不能为空。请填写。")).toBeVisible();
  await expect(form.getByText("看不懂这个金额。")).toBeVisible();
  await expect(form.getByLabel("项目名称")).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Escape");
  await expect(form).toBeHidden();
  await expect(page.locator(".deal-card")).toHaveCount(before);
});

test("an empty job title is refused in words where it was typed, and Esc brings the old one back", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await deal(page, "核心机房网络扩容").locator(".deal-account-link").click();
  const title = page.locator('.person-title input[title="分管副行长"]');
  await title.fill("");
  await title.press("Enter");
  const cell = page.locator(".person-title", { hasText: "职务不能为空。请填写。" });
  await expect(cell).toBeVisible();
  await cell.locator("input").press("Escape");
  await expect(cell).toHaveCount(0);
  await expect(page.locator('.person-title input[title="分管副行长"]')).toHaveValue("分管副行长");
});

test("what one changes, the other sees without reloading", async ({ browser }) => {
  const wu = await enter(browser, server, "wulei");
  const yang = await enter(browser, server, "yangjie");
  await expect(deal(yang, "核心机房网络扩容")).toBeVisible();
  const form = await openFacts(wu, "核心机房网络扩容");
  await form.getByLabel("项目名称").fill("核心机房网络扩容二期");
  await form.getByLabel("预计金额").fill("1350万");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(form).toBeHidden();
  await expect(deal(yang, "核心机房网络扩容二期")).toContainText("¥1,350万");
});

test("a guarded amount that changed meanwhile is shown beside one's own, and the user decides", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  // The same AR at two browsers: the form of the first does not know what the second saves.
  const other = await enter(browser, server, "wulei");
  const mine = await openFacts(page, "核心机房网络扩容");
  await mine.getByLabel("预计金额").fill("1400万");
  const theirs = await openFacts(other, "核心机房网络扩容");
  await theirs.getByLabel("预计金额").fill("1500万");
  await theirs.getByRole("button", { name: "保存" }).click();
  await expect(deal(page, "核心机房网络扩容")).toContainText("¥1,500万");
  await mine.getByRole("button", { name: "保存" }).click();
  await expect(mine.locator(".merge")).toContainText("¥1,500万");
  await expect(mine.locator(".merge")).toContainText("¥1,400万");
  await mine.getByRole("button", { name: "改成我的" }).click();
  await expect(deal(other, "核心机房网络扩容")).toContainText("¥1,400万");
});

test("an amount the server refused because a colleague was first comes back as a question", async ({ browser }) => {
  // Only another person's edit is guarded against: the sales manager makes Yang Jie an AR as well.
  const peng = await enter(browser, server, "pengtao");
  await deal(peng, "核心机房网络扩容").getByRole("button", { name: /更多操作/ }).click();
  await peng.getByRole("menuitem", { name: "项目组" }).click();
  await peng.getByRole("combobox", { name: "杨洁 的角色" }).selectOption({ label: "客户经理 AR" });
  await saved(peng);
  await peng.context().close();

  const line = await tap(server.port);
  const wu = await enter(browser, line, "wulei");
  const mine = await openFacts(wu, "核心机房网络扩容");
  await expect(mine.getByLabel("预计金额")).toHaveValue("11500000");
  line.hold();
  await mine.getByLabel("预计金额").fill("1400万");
  await mine.getByRole("button", { name: "保存" }).click();
  await expect(wu.locator(".sync-state")).not.toContainText("已保存");

  const yang = await enter(browser, server, "yangjie");
  const theirs = await openFacts(yang, "核心机房网络扩容");
  await theirs.getByLabel("预计金额").fill("1500万");
  await theirs.getByRole("button", { name: "保存" }).click();
  await saved(yang);

  line.release();
  const question = wu.getByRole("dialog", { name: "同事也改了这一项" });
  await expect(question).toContainText("您编辑期间，杨洁 修改了预计金额。");
  await expect(question).toContainText("¥1,500万");
  await expect(question).toContainText("¥1,400万");
  await question.getByRole("button", { name: "改成我的" }).click();
  await expect(question).toBeHidden();
  await expect(deal(yang, "核心机房网络扩容")).toContainText("¥1,400万");
  line.close();
});

test("a guest sees his one deal, creates none and edits no account", async ({ browser }) => {
  const page = await enter(browser, server, "tangke");
  await expect(page.locator(".deal-card")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "New deal" })).toHaveCount(0);
  await page.locator(".deal-account-link").click();
  await expect(page.getByText("Read only:")).toBeVisible();
  await expect(page.locator(".person").first()).toBeVisible();
  await expect(page.locator(".account .input[data-kind='plain']:enabled")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Add person" })).toHaveCount(0);
});

test("Enter and Esc belong to the input method while it composes", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await page.getByRole("button", { name: "新建项目" }).click();
  const form = page.getByRole("dialog", { name: "新建项目" });
  const name = form.getByLabel("项目名称");
  await name.focus();
  const client = await page.context().newCDPSession(page);
  await client.send("Input.imeSetComposition", { text: "zhong", selectionStart: 5, selectionEnd: 5 });
  await name.dispatchEvent("keydown", { key: "Enter", code: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true });
  await name.dispatchEvent("keydown", { key: "Escape", code: "Escape", keyCode: 229, isComposing: true, bubbles: true, cancelable: true });
  await expect(form).toBeVisible();
  await expect(form.locator(".field-error:not(:empty)")).toHaveCount(0);
  await client.send("Input.insertText", { text: "中" });
  await expect(name).toHaveValue("中");
});

test("people are found by pinyin and sorted by it", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await deal(page, "核心机房网络扩容").locator(".deal-account-link").click();
  await expect(page.locator(".person").first()).toBeVisible();
  await page.getByRole("button", { name: "姓名", exact: true }).click();
  await expect(page.locator('th[data-column="Name"]')).toHaveAttribute("aria-sort", "ascending");
  const names = page.locator(".person-name input");
  // jiāng, pān, táng; who has no name known stands last.
  await expect(names).toHaveCount(4);
  await expect(names.nth(0)).toHaveValue("江雪");
  await expect(names.nth(1)).toHaveValue("潘建平");
  await expect(names.nth(2)).toHaveValue("唐绍华");
  await expect(names.nth(3)).toHaveValue("");
  await page.getByRole("searchbox").fill("tsh");
  await expect(names).toHaveCount(1);
  await expect(names.first()).toHaveValue("唐绍华");
});

test("a department can not be put under itself", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await deal(page, "核心机房网络扩容").locator(".deal-account-link").click();
  await page.getByRole("button", { name: "科技部：更多操作" }).click();
  const parent = page.getByLabel("科技部 的上级部门");
  await parent.selectOption({ label: "科技部" });
  await expect(page.getByText("部门不能隶属于自己或下级部门。请重新选择。")).toBeVisible();
  await expect(parent).toHaveValue("");
  await parent.selectOption({ label: "行领导" });
  await expect(page.locator('.department[data-depth="1"] input').first()).toHaveValue("科技部");
});

test("the sponsor appoints, the account manager reads who may", async ({ browser }) => {
  const wu = await enter(browser, server, "wulei");
  await deal(wu, "核心机房网络扩容").getByRole("button", { name: /更多操作/ }).click();
  await wu.getByRole("menuitem", { name: "项目组" }).click();
  const seen = wu.getByRole("dialog", { name: "项目组" });
  await expect(seen.getByText("项目成员由 Sponsor 或销售主管任命。请联系他们。")).toBeVisible();
  await expect(seen.getByRole("combobox")).toHaveCount(0);

  const peng = await enter(browser, server, "pengtao");
  await deal(peng, "核心机房网络扩容").getByRole("button", { name: /更多操作/ }).click();
  await peng.getByRole("menuitem", { name: "项目组" }).click();
  const team = peng.getByRole("dialog", { name: "项目组" });
  await team.getByLabel("工作区成员").selectOption({ label: "赵强" });
  await team.getByRole("combobox", { name: "角色", exact: true }).selectOption({ label: "交付经理 FR" });
  await team.getByRole("button", { name: "加入项目组" }).click();
  await expect(seen.locator(".team-row", { hasText: "赵强" })).toContainText("交付经理 FR");

  await team.getByRole("button", { name: "移出 赵强" }).click();
  await expect(team.getByText("移出后，赵强 将不能再打开这个项目")).toBeVisible();
  await team.getByRole("button", { name: "确认移出" }).click();
  await expect(team.locator(".team > li > .team-row:not([data-left])", { hasText: "赵强" })).toHaveCount(0);

  // The last AR stays.
  await team.getByRole("combobox", { name: "吴磊 的角色" }).selectOption({ label: "观察员" });
  await expect(team.getByText("项目至少要有一名 AR。请先任命另一名 AR。")).toBeVisible();
});

test("on a phone the stages are one list, and a person is edited in a sheet @phone-only", async ({ browser }, info) => {
  const { viewport, hasTouch, isMobile, deviceScaleFactor } = info.project.use;
  const page = await enter(browser, server, "wulei", { viewport, hasTouch, isMobile, deviceScaleFactor });
  await expect(deal(page, "核心机房网络扩容")).toBeVisible();
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  await deal(page, "核心机房网络扩容").locator(".deal-account-link").tap();
  await page.getByRole("button", { name: "编辑 潘建平" }).tap();
  const sheet = page.getByRole("dialog", { name: "客户干系人" });
  await sheet.getByLabel("联系方式").fill("138 0000 0000");
  await sheet.getByRole("button", { name: "完成" }).tap();
  await expect(sheet).toBeHidden();
  await saved(page);
  await page.reload();
  await page.getByRole("button", { name: "编辑 潘建平" }).tap();
  await expect(sheet.getByLabel("联系方式")).toHaveValue("138 0000 0000");
  expect(await overflow()).toBe(0);
});

test("a competitor is named in a deal, stands in the legend of its map, and goes again by undo", async ({ browser }) => {
  const [wu, yang] = [await enter(browser, server, "wulei"), await enter(browser, server, "yangjie")];
  await create(wu, "华岭数据集团", "三期机房");
  const url = wu.url();
  await wu.getByRole("button", { name: "项目信息" }).click();
  const form = wu.getByRole("dialog", { name: "项目信息" });
  const box = form.getByRole("group", { name: "竞争对手" }).getByRole("checkbox", { name: "海岳网络" });
  await expect(box).not.toBeChecked();
  await accessible(wu);
  await box.press("Space");
  await expect(box).toBeChecked();
  await form.getByRole("button", { name: "关闭" }).last().click();
  await expect(wu.locator(".cv-legend")).toContainText("海岳网络");
  await saved(wu);
  // Who is not in the team sees nothing of the deal.
  await yang.goto(url);
  await expect(yang.getByText("打不开这个页面")).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await wu.keyboard.press("Control+z");
  await expect(wu.locator(".cv-legend")).not.toContainText("海岳网络");
  await wu.keyboard.press("Control+Shift+z");
  await expect(wu.locator(".cv-legend")).toContainText("海岳网络");
});

test("who may only read finds the competitors of a deal ticked and not to be changed, and sees a colleague's tick", async ({ browser }) => {
  const [wu, qian] = [await enter(browser, server, "wulei"), await enter(browser, server, "qianyue")];
  for (const page of [wu, qian]) {
    await openMap(page, server);
    await page.getByRole("button", { name: "项目信息" }).click();
  }
  const box = (page: Page) => page.getByRole("dialog", { name: "项目信息" }).getByRole("checkbox", { name: "海岳网络" });
  await expect(box(qian)).toBeChecked();
  await expect(box(qian)).toBeDisabled();
  await box(wu).uncheck();
  await expect(box(qian)).not.toBeChecked();
});
