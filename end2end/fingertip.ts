// What a fingertip hits: a target is at least so large, whatever is drawn of it.
import type { Page } from "@playwright/test";

/** The edge of the square that a target fills at least, in pixels. */
export const FINGER = 44;

/**
 * The controls on the screen that a finger does not hit well, each with its name and the size of its box. It is hit well where the square
 * around its middle is all its own: the middles of the four edges lie on it, on its label, or on what it puts around itself. What a sheet
 * covers, and what can not be used, is no target. Scrolls to what is out of sight.
 */
export async function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate((finger) => {
    const found: string[] = [];
    // The browser looks at whole pixels.
    const reach = finger / 2 - 1;
    const around = [[0, 0], [-reach, 0], [reach, 0], [0, -reach], [0, reach]];
    for (const one of document.querySelectorAll<HTMLInputElement>("button, a[href], input, select, textarea, summary, [role], [tabindex='0']")) {
      const isControl = one.matches("button, a, input, select, textarea, summary, [role=button], [role=radio], [role=option], [role=menuitem]");
      // What has the focus only for its keys to scroll it, or to lead on to what is in it, is not tapped itself.
      if (!isControl && !(one.tabIndex === 0 && one.childElementCount === 0)) continue;
      // What is drawn is looked for around the finger; what is only read aloud is not tapped.
      if (one.closest("svg, [inert], .spoken, .skip") || one.disabled || !one.checkVisibility({ visibilityProperty: true })) continue;
      const label = one.labels?.[0];
      const target = label?.contains(one) ? label : one;
      target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const box = target.getBoundingClientRect();
      const hits = around.map(([dx, dy]) => document.elementFromPoint(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy));
      const isOwn = (hit: Element | null): boolean => !!hit && (one.contains(hit) || !!label?.contains(hit));
      const isCovered = (hit: Element | null): boolean => {
        const sheet = hit?.closest(".cv-pop, .cv-scrim, .cv-search, .sheet, .menu, dialog");
        return !!sheet && !sheet.contains(one);
      };
      if (hits.some(isCovered) || hits.every(isOwn)) continue;
      found.push(`${one.tagName.toLowerCase()} "${one.ariaLabel ?? target.textContent?.trim()}" ${box.width.toFixed()}x${box.height.toFixed()}`);
    }
    return found;
  }, FINGER);
}

export type Direction = "left" | "right" | "above" | "below";
type Point = { x: number; y: number };
/** Where something is drawn on the screen: a middle of it, and the places a finger would still mean it from. */
export type Spot = Point & { item: string; beside: Record<Direction, Point> };

/** So far beside a thing a finger may come down: half a fingertip is 22 px. */
const BESIDE = 18;
/** What is nearer by so much is meant, whatever else is near: the canvas looks in rings a third of half a fingertip wide. */
const CLEARLY = 8;

/**
 * The first shape of a kind that is in sight and can be tapped from all four sides without a doubt; of these items, or of others than those.
 * What is drawn as a line has many middles: the first one that does counts. The places beside it are beyond its edges, or beside its
 * middle where something else is as near there.
 */
export async function alone(page: Page, shape: string, of: { these: string[] } | { others: string[] }): Promise<Spot | undefined> {
  return page.evaluate(
    ([shape, of, finger, beside, clearly]) => {
      const parts = ".hit-own, .hit-rival, .plus-before, .plus-behind";
      const itemOf = (one?: Element | null): Element | null => one?.closest(".world [data-item]") ?? null;
      const middles = (one: SVGGraphicsElement): Point[] => {
        const box = one.getBoundingClientRect();
        if (!one.matches("path.hit, path.hit-line")) return [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
        const [line, screen] = [one as SVGPathElement, one.getScreenCTM()!];
        const length = line.getTotalLength();
        return Array.from({ length: 39 }, (_, n) => {
          const { x, y } = line.getPointAtLength((length * (n + 1)) / 40).matrixTransform(screen);
          return { x, y };
        });
      };
      /** Whether a tap there hits it, or it is clearly nearer than anything else within a finger's breadth. */
      const isMeant = (one: SVGGraphicsElement, at: Point): boolean => {
        const isOwn = (hit: Element): boolean => hit === one || (itemOf(hit) === itemOf(one) && !hit.matches(parts));
        const direct = document.elementFromPoint(at.x, at.y);
        if (!direct?.closest(".cv-canvas")) return false;
        if (itemOf(direct)) return isOwn(direct);
        let own: number | undefined;
        for (let reach = 2; reach <= finger / 2; reach += 2) {
          for (let turn = 0; turn < 2 * Math.PI; turn += Math.PI / 8) {
            const hit = document.elementFromPoint(at.x + reach * Math.cos(turn), at.y + reach * Math.sin(turn));
            if (!hit?.closest(".cv-canvas")) return false;
            if (!itemOf(hit)) continue;
            // What shows the selection is no more than a hair around the thing.
            if (!isOwn(hit)) return own !== undefined && reach > own + clearly;
            if (!hit.matches(".ring")) own ??= reach;
          }
        }
        return own !== undefined && own <= beside;
      };
      const places = (one: SVGGraphicsElement, { x, y }: Point): Spot["beside"] | undefined => {
        if (itemOf(document.elementFromPoint(x, y)) !== itemOf(one)) return undefined;
        const box = one.getBoundingClientRect();
        // Beside a part of an item is the rest of it.
        const isWhole = !one.matches(`${parts}, path.hit, path.hit-line`);
        const [across, down] = isWhole ? [box.width / 2, box.height / 2] : [0, 0];
        const outermost = (dx: number, dy: number): Point | undefined =>
          [beside + (dx ? across : down), beside].map((far) => ({ x: x + dx * far, y: y + dy * far })).find((at) => isMeant(one, at));
        const left = outermost(-1, 0);
        const right = left && outermost(1, 0);
        const above = right && outermost(0, -1);
        const below = above && outermost(0, 1);
        return below && { left, right, above, below };
      };
      for (const one of document.querySelectorAll<SVGGraphicsElement>(shape)) {
        const item = itemOf(one)!.getAttribute("data-item")!;
        if ("these" in of ? !of.these.includes(item) : of.others.includes(item)) continue;
        for (const middle of middles(one)) {
          const beside = places(one, middle);
          if (beside) return { item, ...middle, beside };
        }
      }
      return undefined;
    },
    [shape, of, FINGER, BESIDE, CLEARLY] as const,
  );
}
