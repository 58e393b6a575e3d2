// Clients of Sandtable over the raw socket. One user per room: five sockets of one user are five clients.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import WebSocket from "ws";
import { markerIn, titleOf } from "../marker.mjs";
import { uuid } from "../uuid.mjs";
import { freePort } from "../../port.mjs";
import { startProcess } from "./process.mjs";
import { signedIn } from "./sandtable_users.mjs";

const root = new URL("../../../", import.meta.url).pathname;
export const binary = process.env.SANDTABLE_BINARY ?? `${root}target/release/sandtable`;
const SCHEMA = 2;
/** People per op when a room is filled: two changes each, and a frame holds 256 kB. */
const PEOPLE_PER_OP = 400;

/** An empty database beside the one at this address: each run begins with none of the last one's users. */
function newDatabase(address) {
  const name = `bench_${randomBytes(6).toString("hex")}`;
  execFileSync("psql", [address, "--quiet", "--command", `create database ${name}`], { stdio: ["ignore", "ignore", "inherit"] });
  const own = new URL(address);
  own.pathname = `/${name}`;
  return own.href;
}

/** `db`: address of a PostgreSQL database; SQLite in the data folder without it. */
export function sandtableSystem({ db: postgres } = {}) {
  return {
    name: postgres ? "sandtable (PostgreSQL)" : "sandtable",
    durability: "durable",
    async start(data, { rooms }) {
      const db = postgres && newDatabase(postgres);
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const users = await signedIn({ data, db, url, count: rooms });
      const env = { ...(db ? { DATABASE_URL: db } : {}), ...users.env };
      const server = await startProcess(
        binary,
        ["serve", "--address", `127.0.0.1:${port}`, "--data", data],
        env,
        async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok,
      );
      const cookies = await users.cookies();
      const deals = Array.from({ length: rooms }, () => ({ account: uuid(), deal: uuid(), people: [] }));
      return {
        ...server,
        url,
        connect: (room, index, handlers) => connect(url, cookies[room], deals[room], index, handlers),
        /** What a browser needs to be this user, and the address of his deal's power map. */
        browser: (user, room = 0) => ({ cookie: cookies[user].cookie, user: cookies[user].user, map: `${url}/w/deals/${deals[room].deal}/map` }),
        /** A socket of another user in a room: he must be in the team. */
        colleague: (user, room = 0) => connect(url, cookies[user], deals[room], 1, {}),
        invite: (socket, user) => socket.push({ deal: [{ team: { join: { user: cookies[user].user, role: "sr", initials: cookies[user].initials } } }] }),
        /** A socket that has a room open and does nothing. */
        idle: (room) => connect(url, cookies[room], deals[room], 1, {}),
      };
    },
  };
}

function connect(url, session, deal, index, { onEdit = () => {}, onCursor = () => {}, onAck = () => {} }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/ws`, { headers: { cookie: session.cookie, origin: url } });
    const room = `deal:${deal.deal}`;
    const client = uuid();
    let clientSeq = 0;
    const bases = { account: 0, deal: 0 };
    const answers = new Map();
    let opened;
    const send = (frame) => socket.send(JSON.stringify(frame));
    socket.once("error", reject);
    socket.once("open", () => send({ t: "hello", protocol: 1, schema: SCHEMA, client, locale: "en" }));
    // Whoever waits for an answer must not wait for ever.
    socket.on("close", (code) => {
      const gone = new Error(`closed with ${code}`);
      reject(gone);
      for (const { fail } of answers.values()) fail(gone);
    });

    const push = (parts) => {
      const id = uuid();
      clientSeq += 1;
      const op = { id, client, client_seq: clientSeq, schema: SCHEMA, at: Date.now(), parts };
      send({ t: "push", ops: [op] });
      return new Promise((done, fail) => answers.set(id, { done, fail }));
    };
    const streamOf = (name) => (name === "workspace" ? name : `${name}:${deal[name]}`);
    const part = (stream, changes) => ({ stream: streamOf(stream), base: bases[stream] ?? 0, changes });
    const open = () =>
      new Promise((done) => {
        opened = done;
        send({ t: "open", room });
      });

    socket.on("message", async (data) => {
      // The frame of an edit is recognised by its marker, as it is for the peers: no client parses what it only counts.
      const edit = markerIn(data);
      const kind = data.toString("latin1", 0, 16);
      if (kind.startsWith('{"t":"ops"')) {
        if (edit !== undefined) onEdit(edit);
        return;
      }
      if (kind.startsWith('{"t":"presence"')) {
        const at = data.indexOf('"cursor":[');
        if (at >= 0) onCursor(Number.parseInt(data.toString("latin1", at + 10, at + 22), 10));
        return;
      }
      const frame = JSON.parse(data.toString());
      if (frame.t === "ping") return send({ t: "ping" });
      if (frame.t === "opened") {
        opened?.(frame);
        return;
      }
      if (frame.t === "result") {
        for (const { op, refusal, sentence, seqs } of frame.results) {
          const answer = answers.get(op);
          answers.delete(op);
          if (refusal) answer?.fail(new Error(sentence ?? JSON.stringify(refusal)));
          else {
            for (const [stream, seq] of seqs) bases[stream.split(":")[0]] = Math.max(bases[stream.split(":")[0]] ?? 0, seq);
            onAck(op);
            answer?.done();
          }
        }
        return;
      }
      if (frame.t !== "welcome") return;
      if (index === 0) {
        await push([
          part("account", [{ account: { create: { name: `Account ${deal.account}` } } }]),
          part("deal", [
            { deal: { create: { account: deal.account, name: `Deal ${deal.deal}`, stage: "MO-1" } } },
            { team: { join: { user: session.user, role: "ar", initials: session.initials } } },
          ]),
        ]);
      }
      await open();
      resolve(api);
    });

    const api = {
      async seed(people) {
        for (let person = 0; person < people; person += 1) deal.people.push(uuid());
        for (let from = 0; from < people; from += PEOPLE_PER_OP) {
          const group = deal.people.slice(from, from + PEOPLE_PER_OP);
          await push([
            part("account", group.map((id, at) => ({ person: { add: { id, title: `person ${from + at}` } } }))),
            part("deal", group.map((person, at) => ({ power_map: { add_node: { person, x: from + at, y: from + at } } }))),
          ]);
        }
      },
      edit(number, person) {
        return push([part("account", [{ person: { set_title: { id: deal.people[person], title: titleOf(number) } } }])]);
      },
      /** Any changes, by stream. */
      push: (changes) => push(Object.entries(changes).map(([stream, list]) => part(stream, list))),
      presence: (body) => send({ t: "presence", room, body }),
      cursor(number) {
        send({ t: "presence", room, body: { cursor: [number, 0] } });
      },
      async title(person) {
        const frame = await open();
        for (const content of frame.streams) {
          const account = content.snapshot?.state?.body?.account;
          if (account) return account.people[deal.people[person]]?.title;
        }
        return undefined;
      },
      close: () => {
        answers.clear();
        socket.terminate();
      },
    };
  });
}
