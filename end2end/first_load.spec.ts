// A room that this browser has nothing of comes by GET, compressed; the socket brings only what is newer.
import { expect, test } from "./test";
import { demoServer } from "./demo";
import { addPerson, card, enter, MAIN_DEAL, openMap, saved } from "./people";

const server = demoServer("all");

test("the room comes once by GET, and on the socket only what is newer", async ({ browser }) => {
  const wu = await enter(browser, server, "wulei");
  let onSocket = 0;
  wu.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => (onSocket += payload.length)));
  const asked = wu.waitForResponse((response) => response.url().includes(`/api/rooms/deal:${MAIN_DEAL}`));
  await openMap(wu, server);
  const answer = await asked;
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-encoding"]).toMatch(/br|gzip|zstd/);
  expect(answer.headers()["cache-control"]).toBe("private, no-cache");
  expect(answer.headers()["etag"]).toBeTruthy();
  const body = (await answer.body()).length;
  expect(body).toBeGreaterThan(50_000);
  expect(onSocket).toBeLessThan(body / 2);

  const yang = await enter(browser, server, "yangjie");
  await openMap(yang, server);
  await addPerson(yang, "首次加载之后", "甲");
  await saved(yang);
  await expect(card(wu, "首次加载之后 甲")).toHaveCount(1);
});

test("without the GET the socket brings the room", async ({ browser }) => {
  const page = await enter(browser, server, "zhaoqiang");
  await page.route("**/api/rooms/**", (route) => route.fulfill({ status: 500, body: "no" }));
  await openMap(page, server);
  await expect(card(page, "总经理 王建国")).toHaveCount(1);
  await addPerson(page, "没有首次加载", "乙");
  await saved(page);
});
