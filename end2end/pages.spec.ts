// Every page beside the map and the board, as a picture: both languages, light and dark, desktop and phone. Each is looked
// at by axe, for what sticks out, and for words of the other language.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type BrowserContext, type Page } from "./test";
import { MAIN_DEAL, picture, STARTED_WITHIN_MS } from "./people";
import { startServer, type Server } from "./sandtable";

const shots = new URL("../target/end2end/pages/", import.meta.url).pathname;

type Language = "zh-CN" | "en";

let server: Server;
let plain: Server;
/** One-time links as the admin sees them once. */
const links = { invitation: "", spent: "", reset: "" };

/** Signs in by the demo's door; the visitor chooses a language, whatever his profile says. */
async function enter(context: BrowserContext, login: string, lang: Language = "en"): Promise<Page> {
  await context.addInitScript((tag) => localStorage.setItem("sandtable-lang", tag), lang);
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.locator(`button[name="login"][value="${login}"]`).click();
  await page.waitForURL("**/w/board");
  // The pages of a member are in the language of his profile; the button of the page sets it.
  await page.goto(`${server.url}/account`);
  if ((await page.locator("html").getAttribute("lang")) !== lang) await page.locator('form[action="/language"] button').click();
  await expect(page.locator("html")).toHaveAttribute("lang", lang);
  return page;
}

test.beforeAll(async ({ browser }) => {
  [server, plain] = await Promise.all([startServer({ demo: true }), startServer()]);
  const context = await browser.newContext({ locale: "en" });
  const admin = await enter(context, "gaoxiang");
  /** Sends a form of the admin page; the link it made. */
  const made = async (send: () => Promise<void>): Promise<string> => {
    await admin.goto(`${server.url}/admin`);
    await send();
    return admin.locator("#new-link").inputValue();
  };
  const invite = (): Promise<void> => admin.locator('form[action="/admin/invitations"] button').click();
  links.spent = await made(invite);
  await admin.goto(`${server.url}/admin`);
  await admin.locator('form[action$="/revoke"] button').first().click();
  links.invitation = await made(invite);
  links.reset = await made(() => admin.locator('form[action$="/reset-link"] button').first().click());
  await context.close();
});
test.afterAll(async () => {
  await Promise.all([server?.stop(), plain?.stop()]);
});

/** The languages by their own names, and a role that has no Chinese one in the field. */
const NAMES = ["中文", "中", "English", "项目 Sponsor"];

/** What the demo's people and customers are called: data, not words of the screens. */
const DATA = ".avatar, .letter, [data-data]";

/** Lines that are in the other language, of what the program itself says. */
async function strayLines(page: Page, lang: Language, data: RegExp): Promise<string[]> {
  const lines = await page.evaluate((ignored) => {
    const copy = document.body.innerText.split("\n");
    const names = [...document.querySelectorAll(ignored)].map((one) => (one as HTMLElement).innerText);
    return copy.filter((line) => !names.includes(line));
  }, DATA);
  const stray = lang === "en" ? /\p{Script=Han}/u : /[a-z]{3}/;
  return lines.map((line) => line.trim()).filter((line) => stray.test(line) && !NAMES.includes(line) && !data.test(line));
}

type Look = (name: string, page: Page, data?: RegExp) => Promise<void>;

/** Every page, in the order of a visitor, a member, an admin, each at a browser of the kind that `open` gives. */
async function walk(open: () => Promise<BrowserContext>, lang: Language, look: Look): Promise<void> {
  const context = await open();
  const visitor = await context.newPage();
  await visitor.goto(`${plain.url}/set-up?token=guess`);
  await look("set-up", visitor);
  await visitor.getByRole("button", { name: lang === "en" ? "Set up and sign in" : "建立并登录" }).scrollIntoViewIfNeeded();
  await look("set-up-end", visitor);
  await visitor.goto(`${server.url}/sign-in`);
  await look("demo-roles", visitor, /[\p{Script=Han}]{2,3}$/u);
  await visitor.goto(links.invitation);
  await look("invitation", visitor, /砚桥|高翔/);
  await visitor.goto(links.spent);
  await look("invitation-spent", visitor);
  await visitor.goto(links.reset);
  await look("reset", visitor, /[a-z]+/);
  await visitor.getByLabel(lang === "en" ? "New password" : "新密码", { exact: true }).fill("a sand table in the dark");
  await visitor.getByLabel(lang === "en" ? "Password again" : "再输一次密码").fill("another");
  await visitor.locator("main form button").click();
  await look("reset-wrong", visitor, /[a-z]+/);
  await visitor.goto(`${server.url}/no/such/page`);
  await look("not-found", visitor);
  await visitor.goto(`${server.url}/sign-in`);
  await visitor.locator("#login").fill("wulei");
  await visitor.locator("#password").fill("not his password");
  await visitor.locator('form[action="/sign-in"] button').click();
  await look("sign-in-wrong", visitor, /[\p{Script=Han}]{2,3}$/u);
  await visitor.close();

  // The language of a profile is the member's own; these pages follow the visitor's choice.
  const member = await enter(context, "wulei", lang);
  await member.goto(`${server.url}/account`);
  await look("account", member, /吴磊|Chrome|Linux|Android/);
  await member.goto(`${server.url}/admin`);
  await look("no-access", member, /吴磊/);

  // The screens of the app for what is not there, and the team of a deal.
  await member.goto(`${server.url}/w/deals/00000000-0000-0000-0000-000000000000/map`);
  await expect(member.locator(".empty")).toBeVisible({ timeout: STARTED_WITHIN_MS });
  // No button for what is not there.
  await expect(member.getByRole("button", { name: /项目组|导出/ })).toHaveCount(0);
  await look("app-denied", member);
  await member.goto(`${server.url}/w/no/such/screen`);
  await expect(member.locator(".empty")).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await look("app-not-found", member);
  await member.goto(`${server.url}/w/deals/${MAIN_DEAL}/map`);
  await expect(member.locator("[data-item^=node]").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  if ((member.viewportSize()?.width ?? 0) < 720) {
    await member.locator(".header-end .menu-anchor button, .header-end [aria-haspopup]").last().click();
    await member.getByRole("menuitem", { name: lang === "en" ? "Team" : "项目组" }).click();
  } else {
    await member.getByRole("button", { name: lang === "en" ? "Team" : "项目组" }).first().click();
  }
  await expect(member.getByRole("dialog")).toBeVisible();
  await look("team", member, /./);
  await member.goto(`${server.url}/w/board`);
  await expect(member.locator(".deal-card").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await member.locator(".deal-account-link").first().click();
  await expect(member.locator(".person").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
  await look("customer", member, /./);
  await member.close();

  const admin = await enter(await open(), "gaoxiang", lang);
  await admin.goto(`${server.url}/admin`);
  await look("admin", admin, /./);
  await admin.locator('form[action="/admin/competitors"]').scrollIntoViewIfNeeded();
  await look("admin-end", admin, /./);
  await admin.context().close();
  await context.close();
}

for (const lang of ["zh-CN", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
      test(`every page in ${lang}, ${colorScheme}, ${device}`, async ({ browser }) => {
        test.setTimeout(180_000);
        const phone = device === "phone";
        const open = async (): Promise<BrowserContext> => {
          const context = await browser.newContext({ locale: lang, colorScheme, viewport, hasTouch: phone, isMobile: phone });
          await context.addCookies([{ name: "sandtable_lang", value: lang, url: server.url }]);
          return context;
        };
        const problems: string[] = [];
        await walk(open, lang, async (name, page, data = /^$/) => {
          await page.bringToFront();
          await picture(page, `${shots}${lang}-${colorScheme}-${device}-${name}.png`);
          const { violations } = await new AxeBuilder({ page }).analyze();
          for (const { id, nodes } of violations) {
            problems.push(`${name}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
          }
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          if (wide > viewport.width) problems.push(`${name}: ${wide} px wide`);
          if ((await page.locator("html").getAttribute("lang")) !== lang) problems.push(`${name}: not in ${lang}`);
          problems.push(...(await strayLines(page, lang, data)).map((line) => `${name}: stray: ${line}`));
        });
        expect(problems).toEqual([]);
      });
    }
  }
}
