// The first start without the demo, in both languages, light and dark, on a desktop and a phone: the address that the server
// prints, the first admin, an empty board that leads to a deal, an empty map that leads to a person.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "./test";
import { picture, saved, STARTED_WITHIN_MS } from "./people";
import { startServer } from "./sandtable";

const shots = new URL("../target/end2end/first-start/", import.meta.url).pathname;

/** What stands on the screens and what somebody types there, in each language. */
const WORDS = {
  "zh-CN": {
    setUp: "建立工作区",
    workspace: { label: "工作区名称", text: "青浦通信政企事业部" },
    name: { label: "姓名", text: "郑晓楠" },
    initials: "缩写",
    login: "登录名",
    password: ["新密码", "再输一次密码"],
    submit: "建立并登录",
    first: "从第一个项目开始",
    start: "新建第一个项目",
    dialog: "新建项目",
    account: { label: "客户", text: "青浦港务集团", create: "新建客户“青浦港务集团”" },
    deal: { label: "项目名称", text: "集装箱码头专网" },
    create: "新建并打开地图",
    emptyMap: "添加第一个人",
    adding: "添加人员",
    title: { label: "职务", text: "信息中心主任" },
    add: "添加",
  },
  en: {
    setUp: "Set up the workspace",
    workspace: { label: "Workspace name", text: "Qingpu Enterprise Networks" },
    name: { label: "Full name", text: "Nan Zheng" },
    initials: "Initials",
    login: "Login",
    password: ["New password", "Password again"],
    submit: "Set up and sign in",
    first: "Start with a first deal",
    start: "Create the first deal",
    dialog: "New deal",
    account: { label: "Account", text: "Qingpu Port Group", create: "Create account “Qingpu Port Group”" },
    deal: { label: "Deal name", text: "Terminal private network" },
    create: "Create and open the map",
    emptyMap: "Add the first person",
    adding: "Add a person",
    title: { label: "Job title", text: "Head of the information centre" },
    add: "Add",
  },
} as const;

/** Lines on the screen that are in the other language; the button that switches to it names itself in it. */
async function strayLines(page: Page, lang: "zh-CN" | "en"): Promise<string[]> {
  const lines = (await page.evaluate(() => document.body.innerText)).split("\n").map((line) => line.trim());
  const stray = lang === "en" ? /\p{Script=Han}/u : /[a-z]{3}/;
  // The names of keys are the same in both.
  return lines.filter((line) => stray.test(line.replaceAll("Ctrl+Enter", "")) && !["中文", "中", "English"].includes(line));
}

for (const lang of ["zh-CN", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
      test(`from the printed address to the first person on a map: ${lang}, ${colorScheme}, ${device}`, async ({ browser }) => {
        const words = WORDS[lang];
        const server = await startServer();
        const phone = device === "phone";
        const context = await browser.newContext({ locale: lang, colorScheme, viewport, hasTouch: phone, isMobile: phone });
        const page = await context.newPage();
        let step = 0;
        /** Every step is looked at as a whole: by axe, for what sticks out, for words of the other language. */
        const look = async (name: string): Promise<void> => {
          step += 1;
          await picture(page, `${shots}${lang}-${colorScheme}-${device}-${step}-${name}.png`);
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)).toEqual([]);
          // A phone makes its page wider when something sticks out: what counts is the width of the glass.
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
          expect(await strayLines(page, lang)).toEqual([]);
        };

        // Without the address nobody gets in; every page says where it is.
        await page.goto(server.url);
        await look("waiting");
        const [address] = server.log.match(/http:\S+\/set-up\?token=\S+/) ?? [];
        expect(address).toBeDefined();

        await page.goto(address!);
        await expect(page.getByRole("heading", { name: words.setUp })).toBeVisible();
        await look("set-up");
        await page.getByLabel(words.workspace.label).fill(words.workspace.text);
        await page.getByLabel(words.name.label, { exact: true }).fill(words.name.text);
        await page.getByLabel(words.initials).fill("ZN");
        await page.getByLabel(words.login, { exact: true }).fill("zheng.nan");
        for (const label of words.password) await page.getByLabel(label, { exact: true }).fill("a sand table in the dark");
        await page.getByRole("button", { name: words.submit }).click();

        await page.waitForURL("**/w/board");
        await expect(page.getByRole("heading", { name: words.first })).toBeVisible({ timeout: STARTED_WITHIN_MS });
        await expect(page.locator(".empty-steps > li")).toHaveCount(3);
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
        await look("board");

        // One and two: the customer and the deal, in one form.
        await page.getByRole("button", { name: words.start }).click();
        const form = page.getByRole("dialog", { name: words.dialog });
        await look("new-deal");
        await form.getByRole("combobox", { name: words.account.label }).fill(words.account.text);
        await form.getByRole("option", { name: words.account.create }).click();
        await form.getByLabel(words.deal.label).fill(words.deal.text);
        await look("new-deal-filled");
        await form.getByRole("button", { name: words.create }).click();

        // Three: the first person.
        await page.waitForURL(/\/w\/deals\/[0-9a-f-]+\/map$/);
        const first = page.locator(".cv-empty").getByRole("button", { name: words.emptyMap });
        await expect(first).toBeVisible();
        await saved(page);
        await look("map");
        await first.click();
        const adding = page.getByRole("dialog", { name: words.adding });
        await look("add-person");
        await adding.getByLabel(words.title.label).fill(words.title.text);
        await adding.getByRole("button", { name: words.add, exact: true }).click();
        await expect(page.locator(`[data-item^=node][aria-label^="${words.title.text}"]`)).toBeVisible();
        await expect(page.locator(".cv-empty")).toHaveCount(0);
        await saved(page);
        await look("map-with-a-person");

        // It is there for whoever comes back, and the address that made the admin makes no second one.
        await page.goto(`${server.url}/w/board`);
        await expect(page.locator(".deal-card", { hasText: words.deal.text })).toBeVisible();
        await look("board-with-a-deal");
        await page.goto(address!);
        await expect(page).not.toHaveURL(/set-up/);
        await context.close();
        await server.stop();
      });
    }
  }
}
