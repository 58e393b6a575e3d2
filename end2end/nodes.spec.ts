// Two servers on one PostgreSQL serve one room.
import { expect, test } from "./test";
import { addPerson, card, enter, openMap, saved, signIn } from "./people";
import { newPostgresDatabase, startServer } from "./sandtable";

test("two people on two nodes draw one map; one node is killed and nothing is missing", async ({ browser }) => {
  const db = newPostgresDatabase();
  const one = await startServer({ demo: true, db });
  const two = await startServer({ demo: true, db });
  try {
    const wu = await enter(browser, one, "wulei");
    const yang = await enter(browser, two, "yangjie");
    await openMap(wu, one);
    await openMap(yang, two);
    await addPerson(wu, "双机主管", "甲");
    await expect(card(yang, "双机主管 甲")).toHaveCount(1);
    await addPerson(yang, "双机主管", "乙");
    await expect(card(wu, "双机主管 乙")).toHaveCount(1);
    await saved(wu);

    await one.kill();
    await addPerson(wu, "双机主管", "丙");
    await addPerson(yang, "双机主管", "丁");
    await saved(yang);
    await one.start();
    await saved(wu);
    for (const page of [wu, yang]) {
      for (const name of ["甲", "乙", "丙", "丁"]) await expect(card(page, `双机主管 ${name}`)).toHaveCount(1);
    }
    // A third person, on the node that never fell.
    const zhao = await signIn(await browser.newContext({ locale: "zh-CN" }), two, "zhaoqiang");
    await openMap(zhao, two);
    for (const name of ["甲", "乙", "丙", "丁"]) await expect(card(zhao, `双机主管 ${name}`)).toHaveCount(1);
  } finally {
    await one.stop();
    await two.stop();
  }
});
