// Every dialog, sheet and menu of the map while it is open, for everybody (axe): both languages, light and dark, desktop and
// phone. Each is kept as a picture.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./test";
import { demoServer } from "./demo";
import { choose, enter, openMap, picture, saved } from "./people";

const shots = new URL("../target/end2end/dialogs/", import.meta.url).pathname;
/** A deal of the demo with few people. */
const SMALL_DEAL = "99638e77-68a4-8c45-9a3d-98ab1c7db640";

test.use({ actionTimeout: 10_000 });

const server = demoServer("all");

for (const lang of ["zh-CN", "en"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]] as const) {
      test(`every dialog of the map in ${lang}, ${colorScheme}, ${device}`, async ({ browser }) => {
        test.setTimeout(120_000);
        const phone = device === "phone";
        const page = await enter(browser, server, "wulei", { locale: lang, colorScheme, viewport, hasTouch: phone, isMobile: phone });
        await choose(page, lang);
        await openMap(page, server, SMALL_DEAL);
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
        await saved(page);
        const problems: string[] = [];
        const look = async (name: string): Promise<void> => {
          await picture(page, `${shots}${lang}-${colorScheme}-${device}-${name}.png`);
          const { violations } = await new AxeBuilder({ page }).analyze();
          for (const { id, nodes } of violations) {
            problems.push(`${name}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
          }
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          if (wide > viewport.width) problems.push(`${name}: ${wide} px wide`);
        };
        const node = page.locator("[data-item^=node]").first();
        const close = async (): Promise<void> => {
          await page.keyboard.press("Escape");
          await page.keyboard.press("Escape");
        };

        await node.focus();
        await page.keyboard.press("Enter");
        await expect(page.locator(".pm-person")).toBeVisible();
        await look("person");
        await node.focus();
        await page.keyboard.press("s");
        await expect(page.locator(".pm-assess")).toBeVisible();
        await look("assess");
        await page.locator(".pm-strengths [role=radio]").first().click();
        await page.locator(".pm-assess .cv-save [data-kind=primary]").click();
        await expect(page.locator("#pm-evidence-why[data-missing]")).toBeVisible();
        await look("assess-without-evidence");
        await page.locator(".pm-assess .cv-save [data-kind=quiet]").click();
        await expect(page.locator(".pm-assess")).toBeHidden();

        await page.keyboard.press("n");
        await expect(page.locator(".pm-add")).toBeVisible();
        await page.locator("#pm-add-title").press("Enter");
        await expect(page.locator(".pm-add .field-error")).toBeVisible();
        await look("add");
        await close();
        await expect(page.locator(".pm-add")).toBeHidden();

        await node.focus();
        await page.keyboard.press("c");
        await expect(page.locator(".cv-hint")).toBeVisible();
        await look("connect");
        await page.locator("[data-item^=node]").nth(1).focus();
        await page.keyboard.press("Enter");
        await expect(page.locator(".pm-chooser")).toBeVisible();
        await look("line-chooser");
        await close();

        // In the middle of a line, wherever it bends.
        const { x, y } = await page.locator("[data-item^=line] path").first().evaluate((path: SVGPathElement) => {
          const { x, y } = path.getPointAtLength(path.getTotalLength() / 3).matrixTransform(path.getScreenCTM()!);
          return { x, y };
        });
        await page.mouse.click(x, y);
        await expect(page.locator(".pm-line-panel")).toBeVisible();
        await look("line");
        await close();

        await page.keyboard.press("Control+a");
        await look("several");
        await close();

        await page.keyboard.press("?");
        await expect(page.locator(".cv-help")).toBeVisible();
        await look("help");
        await page.locator("dialog[open] .dialog-head .icon-button").click();

        if (phone) {
          await page.locator(".cv-legend-button").click();
          await look("legend");
          await page.locator(".cv-legend-button").click();
        }
        await page.locator(".header-end [aria-haspopup]").last().click();
        await expect(page.getByRole("menu")).toBeVisible();
        await look("menu");
        await close();
        await page.locator(".sync-state").click();
        await look("drawer");
        await close();

        await page.keyboard.press("l");
        await expect(page.locator(".cv-twin table").first()).toBeVisible();
        await look("list");
        expect(problems).toEqual([]);
        await page.context().close();
      });
    }
  }
}
