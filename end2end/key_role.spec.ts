// The register of key decision makers and hidden roles: written by the core group, unseen by everybody else, on screen and over the wire.
import { expect, test, type Locator, type Page } from "./test";
import { demoServer } from "./demo";
import { MAIN_DEAL, STARTED_WITHIN_MS, choose, enter, picture, saved, accessible } from "./people";

test.use({ actionTimeout: 10_000 });

const server = demoServer("each");

const shots = new URL("../target/end2end/look/", import.meta.url).pathname;
const SECRET = "总经理的大学同学";

async function openChain(page: Page): Promise<void> {
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/chain`);
  await expect(page.locator("[data-item^=step]").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
}

const register = (page: Page): Locator => page.locator(".key-roles");
const entry = (page: Page, who: string): Locator => register(page).locator(".key-role", { hasText: who });

/** Everything the server sends this page, as text. */
function listen(page: Page): string[] {
  const heard: string[] = [];
  page.on("websocket", (socket) => socket.on("framereceived", (frame) => void heard.push(String(frame.payload))));
  page.on("response", async (response) => {
    if (response.url().includes("/api/")) heard.push(await response.text().catch(() => ""));
  });
  return heard;
}

test("the core group reads and writes the register together, and each gesture is undone", async ({ browser }) => {
  const one = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  const other = await enter(browser, server, "yangjie", { viewport: { width: 1440, height: 900 } });
  await openChain(one);
  await openChain(other);
  await expect(entry(one, SECRET)).toContainText("对手领先");
  await expect(entry(one, "前任董事长")).toContainText("已过保留期");

  await register(one).getByRole("button", { name: /登记/ }).click();
  const sheet = one.getByRole("dialog");
  await sheet.getByLabel("类别").selectOption({ label: "家人" });
  await sheet.getByLabel("影响谁").selectOption({ label: "采购部长 李敏" });
  await sheet.getByRole("button", { name: "登记" }).click();
  await expect(sheet.getByRole("alert")).toContainText("姓名不能为空");
  await sheet.getByLabel("姓名或称呼").fill("李敏的先生");
  await sheet.getByRole("button", { name: "登记" }).click();
  await expect(sheet.getByRole("alert")).toContainText("登记目的不能为空");
  await sheet.getByLabel("登记目的").fill("了解评标顾虑");
  await sheet.getByRole("button", { name: "登记" }).click();
  await sheet.getByLabel("影响方式").fill("在审计局工作，在意程序");
  await sheet.getByLabel("对手关系").selectOption({ label: "+1" });
  await expect(entry(other, "李敏的先生")).toContainText("对手领先");
  await picture(one, `${shots}key-role-sheet-zh.png`);
  await accessible(one);
  await sheet.getByRole("button", { name: "完成" }).click();
  await saved(one);

  await entry(other, "李敏的先生").click();
  await expect(other.getByRole("dialog").getByLabel("影响方式")).toHaveValue("在审计局工作，在意程序");
  await other.getByRole("dialog").getByRole("button", { name: "移除" }).click();
  await expect(register(one).locator(".cv-removed")).toContainText("1");
  await other.keyboard.press("Control+z");
  await expect(entry(one, "李敏的先生")).toBeEnabled();
});

for (const login of ["weinan", "hejing", "qianyue", "pengtao"]) {
  test(`${login} is not in the core group: nothing on the screen, nothing over the wire`, async ({ browser }) => {
    const page = await enter(browser, server, login);
    const heard = listen(page);
    await openChain(page);
    await expect(page.locator(".sync-line")).toHaveAttribute("data-state", "saved");
    await expect(register(page)).toHaveCount(0);
    await expect(page.locator("body")).not.toContainText(SECRET);
    const ar = await enter(browser, server, "wulei");
    await openChain(ar);
    await entry(ar, SECRET).click();
    await ar.getByRole("dialog").getByLabel("信息来源").fill("绝密来源");
    await ar.getByRole("dialog").getByRole("button", { name: "完成" }).click();
    await saved(ar);
    expect(heard.length).toBeGreaterThan(2);
    for (const text of heard) expect(text).not.toMatch(/大学同学|绝密来源|deal_core|key_role/);
  });
}

test("the AR names a reader in the team, who sees the register at once, and takes it back", async ({ browser }) => {
  const ar = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  const reader = await enter(browser, server, "pengtao", { viewport: { width: 1440, height: 900 } });
  await openChain(ar);
  await openChain(reader);
  await expect(register(reader)).toHaveCount(0);
  await ar.getByRole("button", { name: /项目组/ }).first().click();
  const toggle = ar.getByRole("button", { name: "彭涛可读隐形角色（核心组）" });
  await toggle.click();
  await expect(entry(reader, SECRET)).toBeVisible();
  await expect(register(reader).getByRole("button", { name: /登记/ })).toHaveCount(0);
  await picture(ar, `${shots}key-role-team-zh.png`);
  await toggle.click();
  await expect(register(reader)).toHaveCount(0);
  await expect(reader.locator("[data-item^=step]").first()).toBeVisible();
});

for (const [lang, colorScheme] of [["zh-CN", "light"], ["en", "dark"]] as const) {
  test(`the register reads well on a phone and a desk: ${lang}, ${colorScheme}`, async ({ browser }) => {
    const desk = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 }, colorScheme });
    await choose(desk, lang);
    await openChain(desk);
    await register(desk).scrollIntoViewIfNeeded();
    await picture(desk, `${shots}key-role-desk-${lang}-${colorScheme}.png`);
    await accessible(desk);
    const phone = await enter(browser, server, "wulei", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme });
    await choose(phone, lang);
    await openChain(phone);
    // A tap on somebody opens what is known of him; on a phone that is where the register is.
    await phone.locator("[data-item^='step_person:'][aria-label*='孙浩']").first().tap();
    await expect(register(phone).locator(".key-role").first()).toBeVisible();
    await register(phone).scrollIntoViewIfNeeded();
    await picture(phone, `${shots}key-role-phone-${lang}-${colorScheme}.png`);
    await accessible(phone);
  });
}
