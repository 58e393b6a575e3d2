// Importing people: from a file to its rows and back, by two users, with bad files, offline, on a phone; and people of other deals.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Browser, type BrowserContextOptions, type Locator, type Page } from "./test";
import { execFileSync } from "node:child_process";
import { demoServer } from "./demo";
import { MAIN_DEAL, STARTED_WITHIN_MS, accessible, card, choose, enter, openMap, picture, saved, signIn, wire } from "./people";

const shots = new URL("../target/end2end/import/", import.meta.url).pathname;

const server = demoServer("all");

/** The account behind a deal of the demo. */
async function openAccount(page: Page, deal = "核心机房网络扩容"): Promise<void> {
  await page.getByRole("searchbox").fill(deal);
  await page.locator(".deal-card", { hasText: deal }).locator(".deal-account-link").click();
  await expect(page.locator(".people-table")).toBeVisible({ timeout: STARTED_WITHIN_MS });
}

async function onAccount(browser: Browser, login = "wulei", options: BrowserContextOptions = {}): Promise<Page> {
  const page = await enter(browser, server, login, options);
  await openAccount(page);
  return page;
}

async function dialog(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "导入人员" }).click();
  const form = page.getByRole("dialog", { name: "导入客户干系人" });
  await expect(form).toBeVisible();
  return form;
}

const give = (form: Locator, name: string, content: string | Buffer): Promise<void> =>
  form.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content as string) });

const next = (form: Locator): Promise<void> => form.getByRole("button", { name: "预览", exact: true }).click();
const sum = (form: Locator): Locator => form.locator(".import-sum");
const write = (form: Locator): Promise<void> => form.getByRole("button", { name: /^导入 \d+ 行$/ }).click();
const person = (page: Page, name: string): Locator => page.locator(`.person-name input[title="${name}"]`);

/** From a file to the end. */
async function imports(page: Page, name: string, content: string | Buffer): Promise<Locator> {
  const form = await dialog(page);
  await give(form, name, content);
  await next(form);
  await write(form);
  await expect(form.getByRole("heading", { name: "导入完成" })).toBeVisible({ timeout: 30_000 });
  return form;
}

const close = (form: Locator): Promise<void> => form.locator(".dialog-foot").getByRole("button", { name: "关闭" }).click();

/** People nobody has yet: every test takes a family of its own, with numbers of its own. */
const mobile = (family: string, one: number): string => `1380${String(family.codePointAt(0)! % 1_000_000).padStart(6, "0")}${one}`;
const staff = (family: string): string =>
  `姓名,职务,部门,手机,邮箱,备注\n${family}一,信息科长,信息中心,${mobile(family, 1).replace(/^(...)(....)/, "$1 $2 ")},${family}1@example.cn,爱下棋\n${family}二,工程师,信息中心,${mobile(family, 2)},,\n`;

const gb18030 = (text: string): Buffer => execFileSync("iconv", ["-f", "UTF-8", "-t", "GB18030"], { input: text });

test("a list as Chinese Excel writes it comes in, a colleague sees it at once, and both see who imported it", async ({ browser }) => {
  const wu = await onAccount(browser);
  const yang = await onAccount(browser, "yangjie");
  const form = await dialog(wu);
  await give(form, "通讯录.csv", gb18030(staff("赵")));
  await expect(form.getByLabel("文件编码")).toHaveValue("gb18030");
  await expect(form.getByLabel("“手机”对应")).toHaveValue("6");
  await expect(form.locator(".import-columns li").first()).toContainText("赵一 · 赵二");
  await next(form);
  await expect(sum(form)).toHaveText("新增 2，补充 0，已有 0，跳过 0，有误 0");
  await write(form);
  await expect(form.getByText("新增 2 人，补充 0 人。")).toBeVisible();
  await close(form);
  for (const page of [wu, yang]) {
    await expect(person(page, "赵一")).toHaveCount(1);
    await expect(page.locator("tr.person", { has: person(page, "赵一") }).locator("td").nth(5).locator("input")).toHaveValue(/^138 \d{4} \d{4}, 赵1@example\.cn$/);
    await expect(page.locator(".import-past")).toContainText("通讯录.csv");
    await expect(page.locator(".import-past")).toContainText("新增 2，补充 0");
    await expect(page.locator(".import-past")).toContainText("吴磊");
  }
  await wu.context().close();
  await yang.context().close();
});

test("contacts of a phone come in, and what has no post gets a stand-in", async ({ browser }) => {
  const page = await onAccount(browser);
  const vcf = ["一", "二"].map((name, at) => `BEGIN:VCARD\r\nVERSION:3.0\r\nN:钱;${name};;;\r\nFN:钱${name}\r\nTEL;type=CELL:1380000200${at}\r\n${at ? "" : "TITLE:处长\r\n"}END:VCARD\r\n`);
  const form = await dialog(page);
  await give(form, "contacts.vcf", vcf.join(""));
  await next(form);
  await expect(form.getByText("没有职务，先填占位的职务。")).toHaveCount(1);
  await write(form);
  await expect(form.getByRole("heading", { name: "导入完成" })).toBeVisible();
  await close(form);
  const row = page.locator("tr.person", { has: person(page, "钱二") });
  await expect(row.locator(".person-title input")).toHaveValue("职务待定");
  await page.context().close();
});

test("a workbook this product exported is imported again, and everybody is known", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  const answer = await page.request.get(`${server.url}/api/deals/${MAIN_DEAL}/export/map.xlsx?lang=zh-CN`);
  expect(answer.status()).toBe(200);
  await openAccount(page, "省数据中心网络");
  const form = await dialog(page);
  await give(form, "权力地图.xlsx", await answer.body());
  await next(form);
  await expect(sum(form)).toContainText("新增 0");
  await page.context().close();
});

test("the same file a second time writes nothing, and a newer one fills in only what is empty", async ({ browser }) => {
  const page = await onAccount(browser);
  await close(await imports(page, "孙.csv", staff("孙")));
  let form = await dialog(page);
  await give(form, "孙.csv", staff("孙"));
  await next(form);
  await expect(sum(form)).toHaveText("新增 0，补充 0，已有 2，跳过 0，有误 0");
  await expect(form.getByText("没有需要写入的内容")).toBeVisible();
  await expect(form.getByRole("button", { name: "导入 0 行" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(page.locator(".import-past li", { hasText: "孙.csv" })).toHaveCount(1);
  form = await dialog(page);
  await form.getByRole("button", { name: "上一步" }).click();
  await form.getByRole("button", { name: "上一步" }).click();
  await give(form, "孙新.csv", "姓名,职务,邮箱\n孙二,总工程师,sun2@example.cn\n");
  await next(form);
  await expect(form.getByText("与工程师 孙二姓名相同")).toBeVisible();
  await write(form);
  await expect(form.getByText("新增 0 人，补充 1 人。")).toBeVisible();
  await close(form);
  const row = page.locator("tr.person", { has: person(page, "孙二") });
  await expect(row.locator(".person-title input")).toHaveValue("工程师");
  await expect(row.locator("td").nth(5).locator("input")).toHaveValue(`${mobile("孙", 2)}, sun2@example.cn`);
  await page.context().close();
});

test("each row says what is wrong with it, and one decides about each by keyboard", async ({ browser }) => {
  const page = await onAccount(browser);
  const form = await dialog(page);
  const bad = "姓名,职务,电话,邮箱\n,,13800003001,\n李一,经理,13800003002,x,多余\n李二,经理\n李三,=HYPERLINK(1),1.38E+10,nobody\n李四,经理,13800003004,\n李四,经理,13800003004,li4@example.cn\n";
  await give(form, "坏.csv", bad);
  await next(form);
  await expect(sum(form)).toHaveText("新增 3，补充 1，已有 0，跳过 0，有误 2");
  for (const sentence of ["姓名和职务都没有。", "有 5 格，而表头只有 4 列", "只有 2 格（表头 4 列）", "含公式，按文字导入，不会计算。", "科学计数法", "与第 6 行电话相同"]) {
    await expect(form.getByText(sentence)).toBeVisible();
  }
  await form.getByLabel("显示").selectOption({ label: "有误，不导入" });
  await expect(form.locator(".import-table tbody tr")).toHaveCount(2);
  await form.getByLabel("显示").selectOption({ label: "全部" });
  const choice = form.getByLabel("第 7 行的处理");
  await choice.focus();
  await choice.selectOption("skip");
  await expect(sum(form)).toHaveText("新增 3，补充 0，已有 0，跳过 1，有误 2");
  await expect(form.getByLabel("第 7 行的处理")).toBeFocused();
  await form.getByLabel("第 7 行的处理").selectOption("new");
  await expect(sum(form)).toContainText("新增 4");
  await page.context().close();
});

test("a namesake is merged into the one who is chosen, the preview says what that changes, and it is taken back", async ({ browser }) => {
  const page = await onAccount(browser);
  const two = `姓名,职务,部门,手机\n魏一,魏采购员,采购科,${mobile("魏", 1)}\n魏一,魏工程师,技术科,${mobile("魏", 2)}\n`;
  await close(await imports(page, "魏.csv", two));
  await expect(person(page, "魏一")).toHaveCount(2);
  const contact = page.locator(`tr.person input[title^="${mobile("魏", 2)}"]`);
  await expect(contact).toHaveValue(mobile("魏", 2));

  const form = await dialog(page);
  await give(form, "魏新.csv", `姓名,职务,手机,邮箱,备注\n魏一,总监,${mobile("魏", 3)},wei@example.cn,新来的\n`);
  await next(form);
  await expect(sum(form)).toHaveText("新增 1，补充 0，已有 0，跳过 0，有误 0");
  for (const post of ["魏采购员", "魏工程师"]) {
    await expect(form.getByText(`与${post} 魏一同名，但联系方式不同`)).toBeVisible();
  }
  const choice = form.getByLabel("第 2 行的处理");
  await choice.selectOption({ label: `合并到魏工程师 魏一 · 技术科 · ${mobile("魏", 2)}` });
  await expect(sum(form)).toHaveText("新增 0，补充 1，已有 0，跳过 0，有误 0");
  await expect(choice).toBeFocused();
  await expect(choice.locator("option:checked")).toHaveText(/^合并到魏工程师 魏一/);
  await expect(form.locator(".import-remarks p")).toHaveText([
    `联系方式：${mobile("魏", 2)} 改为 ${mobile("魏", 2)}, wei@example.cn`,
    "补充备注：新来的",
  ]);
  await write(form);
  await expect(form.getByText("新增 0 人，补充 1 人。")).toBeVisible();
  await expect(contact).toHaveValue(`${mobile("魏", 2)}, wei@example.cn`);
  await form.getByRole("button", { name: "撤回这次导入" }).click();
  await expect(form.getByText(/^已撤回：1 人恢复原状/)).toBeVisible();
  await close(form);
  await expect(contact).toHaveValue(mobile("魏", 2));
  await expect(person(page, "魏一")).toHaveCount(2);
  await page.context().close();
});

test("bad files are refused in words, and the next one is read", async ({ browser }) => {
  const page = await onAccount(browser);
  const form = await dialog(page);
  const said = form.getByRole("alert");
  for (const [name, content, sentence] of [
    ["a.pdf", "%PDF-1.7", "不是可导入的文件"],
    ["a.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "旧版 .xls 或带密码"],
    ["a.xlsx", "PK\x03\x04oops", "文件已损坏"],
    ["a.csv", "", "文件里没有内容"],
    ["a.vcf", "BEGIN:VCARD\nFN:x", "文件已损坏"],
    ["a.csv", "x\n".repeat(10_002), "超过 10000 行"],
    ["a.vcf", Buffer.alloc(33 * 1024 * 1024, "x"), "超过 32 MB"],
  ] as const) {
    await give(form, name, content);
    await expect(said).toContainText(sentence);
  }
  const wide = Array.from({ length: 100 }, (_, at) => (at % 10 ? `列${at}` : "姓名")).join(",");
  await give(form, "宽.csv", `${wide}\n${Array.from({ length: 100 }, (_, at) => `v${at}`).join(",")}\n`);
  await expect(form.locator(".import-columns li")).toHaveCount(100);
  await expect(form.locator(".import-columns li[data-used]")).toHaveCount(1);
  // The wrong encoding is seen at once, and mended.
  await form.getByRole("button", { name: "上一步" }).click();
  await give(form, "王.csv", gb18030(staff("王")));
  await form.getByLabel("文件编码").selectOption("utf8");
  await expect(form.locator(".import-columns li").first()).toContainText("\uFFFD");
  await form.getByLabel("文件编码").selectOption("gb18030");
  await expect(form.locator(".import-columns li").first()).toContainText("王一");
  await expect(person(page, "王一")).toHaveCount(0);
  await page.context().close();
});

test("a contact file of 20 MB with photographs is read", async ({ browser }) => {
  const page = await onAccount(browser);
  const form = await dialog(page);
  const photo = "PHOTO;ENCODING=b;TYPE=JPEG:\r\n" + ` ${"/9j/4AAQSkZJRgABAQAAAQABAADbAEMAAwICAwICAwMDAwQD".repeat(1)}\r\n`.repeat(900);
  const cards = Array.from({ length: 480 }, (_, at) => `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:冯${at}\r\nTEL:138${String(at).padStart(8, "0")}\r\n${photo}END:VCARD\r\n`).join("");
  expect(cards.length).toBeGreaterThan(20_000_000);
  await give(form, "手机.vcf", cards);
  await expect(form.getByText("481 行")).toBeVisible({ timeout: 30_000 });
  await page.context().close();
});

test("a colleague takes an import back, and what was changed since is kept and named", async ({ browser }) => {
  const wu = await onAccount(browser);
  await close(await imports(wu, "周.csv", staff("周")));
  const yang = await onAccount(browser, "yangjie");
  await person(yang, "周一").fill("周一一");
  await person(yang, "周一").or(person(yang, "周一一")).first().press("Enter");
  await saved(yang);
  const past = yang.locator(".import-past li", { hasText: "周.csv" });
  await past.getByRole("button", { name: "撤回 周.csv" }).click();
  await past.getByRole("button", { name: "确认撤回" }).click();
  await expect(yang.locator(".import-past")).toContainText("已撤回：1 人恢复原状。 1 人保留，因为之后有人改过或正在使用：信息科长 周一一");
  for (const page of [wu, yang]) {
    await expect(person(page, "周二")).toHaveCount(0);
    await expect(person(page, "周一一")).toHaveCount(1);
    await expect(page.locator(".import-past li", { hasText: "周.csv" })).toContainText("已由杨洁撤回");
  }
  await wu.context().close();
  await yang.context().close();
});

test("somebody who may not change the account finds no way to import and none to take back", async ({ browser }) => {
  const wu = await enter(browser, server, "wulei");
  await openAccount(wu, "省数据中心网络");
  await close(await imports(wu, "郑.csv", staff("郑")));
  const qian = await enter(browser, server, "qianyue");
  await openAccount(qian, "省数据中心网络");
  await expect(qian.locator(".import-past")).toContainText("郑.csv");
  await expect(qian.getByRole("button", { name: "导入人员" })).toHaveCount(0);
  await expect(qian.getByRole("button", { name: "撤回 郑.csv" })).toHaveCount(0);
  await wu.context().close();
  await qian.context().close();
});

test("without the network it says that reading needs the server, and what was begun is there afterwards", async ({ browser }) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const line = await wire(context);
  const page = await signIn(context, server, "wulei");
  await openAccount(page);
  const form = await dialog(page);
  await line.cut();
  await expect(form.getByText("离线时无法导入")).toBeVisible();
  await expect(form.getByRole("button", { name: "选择文件" })).toBeDisabled();
  await line.mend();
  await expect(form.getByRole("button", { name: "选择文件" })).toBeEnabled();
  await give(form, "吴.csv", staff("吴"));
  await form.getByLabel("“备注”对应").selectOption({ label: "不导入" });
  await page.keyboard.press("Escape");
  await expect(form).toBeHidden();
  const again = await dialog(page);
  await expect(again.getByLabel("“备注”对应")).toHaveValue("");
  await context.close();
});

test("people imported on the map stand below the drawing and report to whom the file says", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("导入人员");
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "导入客户干系人" });
  await give(form, "陈.csv", "姓名,职务,上级\n陈新一,处长,陈国栋\n陈新二,科员,陈新一\n");
  await expect(form.getByLabel("同时放到本项目的权力地图上")).toBeChecked();
  await next(form);
  await write(form);
  await expect(form.getByText("新增 2 人，补充 0 人。")).toBeVisible();
  await picture(page, `${shots}map-done.png`);
  await close(form);
  await expect(card(page, "科员 陈新二")).toHaveCount(1);
  const [lowest, own] = await page.evaluate(() => {
    const top = (element: Element) => Number(/translate\(-?[\d.]+ (-?[\d.]+)\)/.exec(element.getAttribute("transform") ?? "")?.[1]);
    const cards = [...document.querySelectorAll("[data-item^=node]")];
    const mine = cards.filter((one) => one.getAttribute("aria-label")?.includes("陈新"));
    return [Math.max(...cards.filter((one) => !mine.includes(one)).map(top)), Math.min(...mine.map(top))];
  });
  expect(own).toBeGreaterThan(lowest);
  // Who came is in sight, and chosen for what one does next.
  await expect(page.locator("[data-item^=node][data-selected]")).toHaveCount(2);
  await expect(card(page, "科员 陈新二")).toBeInViewport({ ratio: 1 });
  await page.context().close();
});

test("people of another deal come with their last assessment, marked as not verified, and it is one step of undo", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await page.getByRole("button", { name: "新建项目" }).click();
  const create = page.getByRole("dialog", { name: "新建项目" });
  await create.getByRole("combobox", { name: "客户" }).fill("华岭数据集团");
  await create.getByRole("option", { name: "华岭数据集团" }).first().click();
  await create.getByLabel("项目名称").fill("二期扩容");
  await create.getByRole("button", { name: "新建并打开地图" }).click();
  await expect(page.getByRole("button", { name: "添加第一个人" })).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await saved(page);
  // One of the competitors of the other deal is in this one.
  await page.getByRole("button", { name: "项目信息" }).click();
  const facts = page.getByRole("dialog", { name: "项目信息" });
  await facts.getByRole("checkbox", { name: "海岳网络" }).check();
  await facts.getByRole("button", { name: "关闭" }).last().click();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("从其他项目");
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "从同一客户的其他项目带入" });
  await expect(form.getByRole("heading", { name: /省数据中心网络/ })).toBeVisible();
  const row = form.getByRole("checkbox", { name: /总经理 王建国/ });
  await row.check();
  await form.getByRole("checkbox", { name: /采购部长 李敏/ }).check();
  await picture(page, `${shots}suggest.png`);
  await accessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await accessible(page);
  await page.emulateMedia({ colorScheme: "light" });
  await form.getByRole("button", { name: "带入 2 人" }).click();
  await expect(form).toBeHidden();
  await expect(card(page, "总经理 王建国")).toHaveAttribute("aria-label", /未核实，来自其他项目/);
  await expect(card(page, "总经理 王建国")).toContainText("?");
  await card(page, "总经理 王建国").click();
  await expect(page.locator(".pm-timeline")).toContainText("其他项目，未核实");
  await expect(page.locator(".pm-timeline")).toContainText("项目“省数据中心网络”：");
  await card(page, "采购部长 李敏").click();
  await expect(page.locator(".pm-timeline")).toContainText("海岳网络");
  await picture(page, `${shots}suggested.png`);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await expect(page.locator("[data-item^=node]")).toHaveCount(0);
  await page.context().close();
});

test("five thousand people come in with progress, can be stopped, gone on with, and taken back", async ({ browser }) => {
  test.setTimeout(240_000);
  const page = await onAccount(browser);
  const before = await page.locator(".people .form-note").first().textContent();
  const rows = Array.from({ length: 5_000 }, (_, at) => `何${at},工程师,部门${at % 40},139${String(at).padStart(8, "0")},p${at}@example.cn`);
  const form = await dialog(page);
  await give(form, "五千人.csv", `姓名,职务,部门,手机,邮箱\n${rows.join("\n")}\n`);
  let begun = Date.now();
  await next(form);
  await expect(sum(form)).toHaveText("新增 5000，补充 0，已有 0，跳过 0，有误 0", { timeout: 60_000 });
  console.log(`foreseen in ${Date.now() - begun} ms`);
  await expect(form.locator(".import-table tbody tr")).toHaveCount(50);
  begun = Date.now();
  await write(form);
  await expect(form.getByRole("status")).toContainText(/已写入 [1-9]\d* \/ 5000 行/);
  await form.getByRole("button", { name: "停止" }).click();
  await expect(form.getByRole("heading", { name: "已停止" })).toBeVisible({ timeout: 30_000 });
  await expect(form.getByText(/其余 \d+ 行没有写入。/)).toBeVisible();
  await form.getByRole("button", { name: "继续写入" }).click();
  await expect(form.getByRole("heading", { name: "导入完成" })).toBeVisible({ timeout: 180_000 });
  console.log(`written in ${Date.now() - begun} ms`);
  begun = Date.now();
  await form.getByRole("button", { name: "撤回这次导入" }).click();
  await expect(form.getByText("已撤回：5000 人恢复原状。")).toBeVisible({ timeout: 60_000 });
  console.log(`taken back in ${Date.now() - begun} ms`);
  await close(form);
  await expect(page.locator(".people .form-note").first()).toHaveText(before!);
  await page.context().close();
});

for (const lang of ["zh-CN", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
      test(`every step in ${lang}, ${colorScheme}, ${device}: axe finds nothing, nothing sticks out`, async ({ browser }) => {
        const phone = device === "phone";
        const page = await enter(browser, server, "wulei", { colorScheme, viewport, hasTouch: phone, isMobile: phone });
        await openAccount(page);
        await choose(page, lang);
        await page.reload();
        const name = lang === "en" ? "Import people" : "导入人员";
        await page.getByRole("button", { name, exact: true }).click({ timeout: STARTED_WITHIN_MS });
        const form = page.locator("dialog[open]");
        const look = async (step: string): Promise<void> => {
          await picture(page, `${shots}${lang}-${colorScheme}-${device}-${step}.png`);
          const { violations } = await new AxeBuilder({ page }).include("dialog[open]").analyze();
          expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`), step).toEqual([]);
          const sticksOut = await form.evaluate((one) => [one, ...one.querySelectorAll(".dialog-body")].some((part) => part.scrollWidth > part.clientWidth));
          expect(sticksOut, `${step} sticks out`).toBe(false);
          const outside = await form.evaluate((one) => {
            const frame = one.getBoundingClientRect();
            const buttons = [...one.querySelectorAll(".dialog-foot button")].map((button) => [button.textContent, button.getBoundingClientRect()] as const);
            return buttons.filter(([, box]) => box.left < frame.left || box.right > frame.right).map(([text]) => text);
          });
          expect(outside, `${step} cuts buttons`).toEqual([]);
        };
        await look("choose");
        const rows = Array.from({ length: 60 }, (_, at) => `许${at},${at % 7 ? "工程师" : ""},技术部,1370000${String(at).padStart(4, "0")},${at % 9 ? `x${at}@example.cn` : "nobody"},一条比较长的备注`);
        await give(form, "供应商提供的全部联系人名单（2026 年最新版）.csv", `姓名,职务,部门,手机,邮箱,备注\n${rows.join("\n")}\n,,,,,只有备注\n`);
        await expect(form.locator(".import-columns li")).toHaveCount(6);
        await look("columns");
        await form.locator(".dialog-foot .button[data-kind=primary]").click();
        await expect(form.locator(".import-table tbody tr")).toHaveCount(50);
        await look("preview");
        await form.locator(".dialog-foot .button[data-kind=primary]").click();
        await expect(form.getByRole("heading", { name: lang === "en" ? "Import finished" : "导入完成" })).toBeVisible({ timeout: 30_000 });
        await look("written");
        await form.getByRole("button", { name: lang === "en" ? "Take this import back" : "撤回这次导入" }).click();
        await expect(form.getByText(lang === "en" ? /^Taken back: \d+ people/ : /^已撤回：\d+ 人/)).toBeVisible();
        await look("taken-back");
        await page.context().close();
      });
    }
  }
}
