// What can not be is refused where it is entered, with a sentence that says what to do, and the room goes on.
import { expect, test, type Page } from "./test";
import { demoServer } from "./demo";
import { addPerson, card, choose, enter, openMap, saved, STARTED_WITHIN_MS } from "./people";

const server = demoServer("all");

const refusal = (page: Page) => page.getByRole("alert").filter({ hasText: /./ });

/** The room takes the next edit, and the server has it. */
async function goesOn(page: Page, title: string): Promise<void> {
  await addPerson(page, title, "甲");
  await saved(page);
}

test("a person without a post is asked for one, in the form", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "添加人员" });
  await form.getByLabel("姓名", { exact: true }).fill("无职");
  await page.keyboard.press("Enter");
  await expect(form.getByLabel("职务")).toBeFocused();
  await expect(form.getByText("请填写职务。")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card(page, "无职")).toHaveCount(0);
  await goesOn(page, "空职务之后");
});

test("a name of a megabyte is refused with its length and the limit, and what was typed stays", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "添加人员" });
  await form.getByLabel("职务").fill("长名主任");
  await form.getByLabel("姓名", { exact: true }).fill("王".repeat(350_000));
  await form.getByRole("button", { name: "添加" }).click();
  await expect(refusal(page)).toContainText("姓名有 350000 个字，最多 200 个。请缩短后重试。");
  await expect(form.getByLabel("职务")).toHaveValue("长名主任");
  await form.getByLabel("姓名", { exact: true }).fill("王短");
  await form.getByRole("button", { name: "添加" }).click();
  await expect(card(page, "长名主任 王短")).toHaveCount(1);
  await saved(page);
});

test("reporting in a circle is refused, and the field says again what holds", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  await card(page, "总经理 王建国").click();
  const superior = page.getByLabel("汇报给");
  const before = await superior.inputValue();
  const below = await superior.locator("option", { hasText: "常务副总经理 林海峰" }).getAttribute("value");
  await superior.selectOption(below);
  await expect(refusal(page)).toContainText("汇报");
  await expect(superior).toHaveValue(before);
  await goesOn(page, "闭环之后");
});

/** Lines on the map of the demo's main deal. */
const LINES = 74;

test("a line to oneself is not drawn", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  await openMap(page, server);
  const lines = page.locator("[data-item^=line]");
  await expect(lines).toHaveCount(LINES);
  await page.getByRole("button", { name: /连线/ }).click();
  await card(page, "总经理 王建国").click();
  await card(page, "总经理 王建国").click();
  await expect(page.locator(".pm-chooser")).toHaveCount(0);
  await expect(lines).toHaveCount(LINES);
  await page.keyboard.press("Escape");
  await goesOn(page, "自连之后");
});

test("an address of nothing says so in the user's language and leads back", async ({ browser }) => {
  const page = await enter(browser, server, "wulei");
  for (const [lang, words] of [["zh-CN", "您没有权限，或内容不存在。"], ["en", "You have no access, or it does not exist."]] as const) {
    await choose(page, lang);
    for (const id of ["00000000-0000-4000-8000-000000000000", "nonsense", "%3Cscript%3E"]) {
      await page.goto(`${server.url}/w/deals/${id}/map`);
      await expect(page.getByText(words).first()).toBeVisible({ timeout: STARTED_WITHIN_MS });
    }
  }
});
