// Filters on the fishbone and the chain: what does not match goes pale and stays readable, what matches is selected at once.
import { expect, test, type Locator, type Page } from "./test";
import { demoServer } from "./demo";
import { MAIN_DEAL, STARTED_WITHIN_MS, accessible, choose, enter, picture } from "./people";

test.use({ actionTimeout: 10_000 });

const server = demoServer("each");

const shots = new URL("../target/end2end/look/", import.meta.url).pathname;
const form = (page: Page): Locator => page.getByRole("dialog", { name: /^(筛选|Filter)$/ });
const items = (page: Page, kind: string): Locator => page.locator(`[data-item^="${kind}:"]`);

async function open(page: Page, tab: "fishbone" | "chain"): Promise<void> {
  await page.goto(`${server.url}/w/deals/${MAIN_DEAL}/${tab}`);
  await expect(items(page, tab === "chain" ? "step_person" : "bone_person").first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
}

test("on a fishbone: by relation, mark and person; a bone stands out with its people", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await open(page, "fishbone");
  const all = await items(page, "bone_person").count();
  await page.keyboard.press("q");
  await expect(form(page).locator("#filter-role")).toBeFocused();
  await form(page).getByLabel("关系现状").selectOption({ label: "需提高" });
  const pale = page.locator('[data-item^="bone_person:"][data-pale]');
  await expect(pale.first()).toBeAttached();
  const meant = all - (await pale.count());
  expect(meant).toBeGreaterThan(0);
  expect(meant).toBeLessThan(all);
  await expect(page.locator('[data-item^="bone:"]:not([data-pale])').first()).toBeAttached();
  await picture(page, `${shots}filter-fishbone-zh.png`);
  await accessible(page);
  await form(page).getByRole("button", { name: `选中 ${meant} 项` }).click();
  await expect(page.locator('[data-item^="bone_person:"][data-selected]')).toHaveCount(meant);
  await expect(page.locator('[data-item^="bone:"][data-selected]')).toHaveCount(0);
  await page.keyboard.press("q");
  await form(page).getByRole("button", { name: "清除" }).click();
  await expect(page.locator("[data-pale]")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(form(page)).toHaveCount(0);
});

test("on a chain: where a competitor leads, and who opposes us there", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" });
  await choose(page, "en");
  await open(page, "chain");
  const all = await items(page, "step").count();
  await page.getByRole("toolbar").getByRole("button", { name: "Filter" }).click();
  await form(page).getByLabel("A competitor leads at the step").check();
  const pale = page.locator('[data-item^="step:"][data-pale]');
  await expect(pale.first()).toBeAttached();
  const steps = all - (await pale.count());
  expect(steps).toBeGreaterThan(0);
  await expect(form(page).getByRole("button", { name: `Select ${steps}` })).toBeEnabled();
  await form(page).getByLabel("Our relation").selectOption({ label: "Opposes (−1 and worse)" });
  await picture(page, `${shots}filter-chain-en-dark.png`);
  await accessible(page);
  await form(page).getByRole("button", { name: /^Select \d/ }).click();
  const chosen = page.locator("[data-item][data-selected]");
  await expect(chosen.first()).toBeAttached();
  for (const label of await chosen.evaluateAll((all) => all.map((one) => one.getAttribute("data-item")!))) expect(label).toMatch(/^step_person:/);
});

test("by finger: the form opens from the bar of tools, and a filter that finds nobody selects nothing", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await open(page, "chain");
  await page.getByRole("button", { name: "所有操作" }).first().tap();
  await page.keyboard.type("筛选");
  await page.keyboard.press("Enter");
  await form(page).getByLabel("状态").selectOption({ label: "受阻" });
  await form(page).getByLabel("晚于计划").check();
  await form(page).getByLabel("无人负责").check();
  await picture(page, `${shots}filter-chain-phone.png`);
  await expect(form(page).getByRole("button", { name: /^选中/ })).toBeDisabled();
  await form(page).getByRole("button", { name: "关闭" }).tap();
  await expect(form(page)).toHaveCount(0);
});

test("on a chain the role somebody has at the step is what counts", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await open(page, "chain");
  const item = (await items(page, "step_person").first().getAttribute("data-item"))!;
  const person = page.locator(`[data-item="${item}"]`);
  await page.keyboard.press("l");
  const role = page.locator(`[data-row="${item}"]`).getByLabel(/在这一步的角色$/);
  const all = await role.locator("option").evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).text));
  const [first, second] = all.slice(1).filter((name) => !all[0].includes(name));
  await role.selectOption({ label: first });
  await page.keyboard.press("Escape");
  await page.locator(".cv-twin").focus();
  await page.keyboard.press("l");
  await page.keyboard.press("q");
  await form(page).getByLabel("购买角色").selectOption({ label: first });
  await expect(page.locator("[data-item][data-pale]").first()).toBeAttached();
  await expect(person).not.toHaveAttribute("data-pale");
  await form(page).getByLabel("购买角色").selectOption({ label: second });
  await expect(person).toHaveAttribute("data-pale", "");
});

test("in a list: its rows go pale and stay readable, what matches is selected at once", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await open(page, "fishbone");
  await page.keyboard.press("l");
  await page.locator(".cv-twin").focus();
  await page.keyboard.press("q");
  await expect(form(page).locator("#filter-role")).toBeFocused();
  await form(page).getByLabel("关系现状").selectOption({ label: "需提高" });
  const rows = page.locator('tr[data-row^="bone_person:"]');
  const pale = page.locator('tr[data-row^="bone_person:"][data-pale]');
  await expect(pale.first()).toBeVisible();
  const meant = (await rows.count()) - (await pale.count());
  expect(meant).toBeGreaterThan(0);
  await accessible(page);
  await form(page).getByRole("button", { name: `选中 ${meant} 项` }).click();
  await expect(page.locator('tr[data-row^="bone_person:"][data-selected]')).toHaveCount(meant);
});

test("the form gives the focus back to where it came from: its tool, or the item", async ({ browser }) => {
  const page = await enter(browser, server, "wulei", { viewport: { width: 1440, height: 900 } });
  await open(page, "chain");
  const tool = page.getByRole("toolbar").getByRole("button", { name: "筛选" });
  const role = form(page).locator("#filter-role");
  for (const key of ["Escape", "Enter"]) {
    await tool.focus();
    await page.keyboard.press("Enter");
    await expect(role).toBeFocused();
    if (key === "Enter") await form(page).getByRole("button", { name: "关闭" }).focus();
    await page.keyboard.press(key);
    await expect(form(page)).toHaveCount(0);
    await expect(tool).toBeFocused();
  }
  const step = items(page, "step").first();
  await step.focus();
  await page.keyboard.press("q");
  await expect(role).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(step).toBeFocused();
});
