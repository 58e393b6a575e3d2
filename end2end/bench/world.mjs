// A deal of any size, as the ops that make it: people in departments of fifty, each with reporting lines, every tenth with an
// influence, most assessed; a fishbone of 12 bones x 15 people and a chain of 40 steps. Every run makes the same world.

import { uuid } from "./uuid.mjs";

/** People of one department: a head, ten leads beside each other, the others below their lead. */
const DEPARTMENT = 50;
const LEADS = 10;
const PITCH = { x: 208, y: 140 };
const BLOCK = { x: LEADS * PITCH.x + 120, y: 6 * PITCH.y + 160 };
/** The usual fishbone and chain. */
const SIZE = { bones: 12, perBone: 15, steps: 40, perStep: 5 };
/** Changes per op: a frame holds 256 kB. */
const PER_OP = 400;
const ROLES = ["decision_maker", "approver", "recommender", "buyer", "evaluator", "user", "influencer"];

/** Where the person of this number stands, as a layout of departments in rows puts him. */
function place(number, columns) {
  const [block, within] = [Math.floor(number / DEPARTMENT), number % DEPARTMENT];
  const corner = { x: (block % columns) * BLOCK.x, y: Math.floor(block / columns) * BLOCK.y };
  if (within === 0) return { x: corner.x + Math.round((LEADS - 1) / 2) * PITCH.x, y: corner.y };
  return { x: corner.x + ((within - 1) % LEADS) * PITCH.x, y: corner.y + (1 + Math.floor((within - 1) / LEADS)) * PITCH.y };
}

/** Number of the superior: the first person of all has none. */
function superior(number) {
  const [block, within] = [Math.floor(number / DEPARTMENT), number % DEPARTMENT];
  if (within === 0) return block === 0 ? undefined : 0;
  return block * DEPARTMENT + (within <= LEADS ? 0 : 1 + ((within - 1) % LEADS));
}

/** People and lines by number, for us and for the peers. The hub has twenty lines. */
export function plan(count) {
  const blocks = Math.ceil(count / DEPARTMENT);
  const columns = Math.max(1, Math.round(Math.sqrt(blocks * 0.75)));
  const hub = DEPARTMENT;
  const people = Array.from({ length: count }, (_, number) => ({
    number,
    department: Math.floor(number / DEPARTMENT),
    title: `主管 ${number}`,
    name: `王建国${number}`,
    strength: number % 10 < 6 ? ((number * 5) % 7) - 3 : undefined,
    theirs: number % 3 === 0 ? (number % 5) - 2 : undefined,
    key: number % DEPARTMENT === 0,
    role: number % 4 === 0 ? ROLES[number % ROLES.length] : undefined,
    ...place(number, columns),
  }));
  const lines = [];
  for (const { number } of people) {
    const above = superior(number);
    if (above !== undefined) lines.push({ from: number, to: above, kind: "reports_to" });
    if (number % 10 === 7) {
      const block = number - (number % DEPARTMENT);
      lines.push({ from: number, to: block + ((number + 13) % DEPARTMENT), kind: { influences: { weight: 1 + (number % 3) } } });
    }
  }
  // Ten leads, a superior, and these.
  for (let at = 0; at < 8; at += 1) lines.push({ from: hub, to: hub + 11 + at * 4, kind: { influences: { weight: 2 } } });
  const known = new Set();
  const apart = lines.filter(({ from, to }) => {
    const pair = [from, to].sort((a, b) => a - b).join();
    if (from >= count || to >= count || from === to || known.has(pair)) return false;
    return known.add(pair);
  });
  return { people, lines: apart, hub, blocks, columns };
}

/** The ops that make the world: changes of the account and of the deal, in order; and the ids of the people. */
export function world(count, today, rival, size = {}) {
  const { bones, perBone, steps, perStep } = { ...SIZE, ...size };
  const { people, lines, hub, blocks } = plan(count);
  const departments = Array.from({ length: blocks }, () => uuid());
  const ids = people.map(() => uuid());
  const account = [];
  const deal = [];
  for (const [number, id] of departments.entries()) account.push({ department: { add: { id, name: `部门 ${number}`, name_en: `Department ${number}` } } });
  for (const person of people) {
    const id = ids[person.number];
    account.push({ person: { add: { id, title: person.title, title_en: `Manager ${person.number}`, name: person.name, department: departments[person.department] } } });
    deal.push({ power_map: { add_node: { person: id, x: person.x, y: person.y, key: person.key, buying_role: person.role ?? null } } });
    const assess = (vendor, value) =>
      deal.push({ power_map: { assess: { id: uuid(), person: id, vendor, value: { known: value }, evidence: "在会上说的", source: "meeting", observed_at: today - (person.number % 100) } } });
    if (person.strength !== undefined) assess("us", person.strength);
    if (person.theirs !== undefined && rival) assess({ competitor: rival }, person.theirs);
  }
  for (const { from, to, kind } of lines) deal.push({ power_map: { add_line: { id: uuid(), kind, from: ids[from], to: ids[to] } } });

  const fishbone = uuid();
  deal.push({ fishbone: { add: { id: fishbone, goal: "12月签约" } } });
  for (let bone = 0; bone < Math.min(bones, blocks); bone += 1) {
    deal.push({ fishbone: { add_bone: { id: fishbone, department: departments[bone] } } });
    for (let at = 0; at < Math.min(perBone, DEPARTMENT) && bone * DEPARTMENT + at < count; at += 1) {
      deal.push({ fishbone: { add_person: { id: fishbone, person: ids[bone * DEPARTMENT + at], bone: departments[bone] } } });
    }
  }
  for (let step = 0; step < steps; step += 1) {
    const id = uuid();
    deal.push({ chain: { add_step: { id, kind: "other", name: `步骤 ${step}` } } });
    deal.push({ chain: { set_planned: { id, day: today + step * 7 - 70 } } });
    for (let at = 0; at < perStep; at += 1) deal.push({ chain: { set_step_person: { id, person: ids[(step * perStep + at) % count] } } });
  }

  const ops = [];
  for (let from = 0; from < account.length; from += PER_OP) ops.push({ account: account.slice(from, from + PER_OP) });
  for (let from = 0; from < deal.length; from += PER_OP) ops.push({ deal: deal.slice(from, from + PER_OP) });
  return { ops, ids, fishbone, hub, departments };
}
