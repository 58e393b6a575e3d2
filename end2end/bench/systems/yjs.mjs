// Clients of the Yjs servers (y-websocket and Hocuspocus). Writers hold a real Y.Doc; listeners only look for the marker in
// what arrives, so that the load of the clients does not hide the server.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import WebSocket from "ws";
import { freePort } from "../../port.mjs";
import { startProcess } from "./process.mjs";
import { markerIn, titleOf } from "../marker.mjs";

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const folder = new URL(".", import.meta.url).pathname;

/** `kind`: y-websocket, y-websocket+fsync or hocuspocus. */
export function yjsSystem(kind) {
  const hocuspocus = kind === "hocuspocus";
  const script = { "y-websocket": "y_websocket_server", "y-websocket+fsync": "y_fsync_server", hocuspocus: "hocuspocus_server" }[kind];
  return {
    name: kind,
    durability: kind === "y-websocket+fsync" ? "durable" : "relay",
    async start(data) {
      const port = await freePort();
      const env = { PORT: String(port), LOG_FILE: `${data}/edits.log`, NODE_ENV: "production" };
      const process = await startProcess("node", [`${folder}${script}.mjs`], env, (output) => output.includes("ready"));
      return { ...process, connect: (room, index, handlers) => connect(port, room, index, handlers, hocuspocus) };
    },
  };
}

function connect(port, room, index, { onEdit, onCursor }, hocuspocus) {
  return new Promise((resolve, reject) => {
    const doc = index === 0 ? new Y.Doc() : undefined;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${hocuspocus ? "" : `room-${room}`}`);
    socket.binaryType = "nodebuffer";
    const name = `room-${room}`;
    const frame = (type) => {
      const encoder = encoding.createEncoder();
      if (hocuspocus) encoding.writeVarString(encoder, name);
      encoding.writeVarUint(encoder, type);
      return encoder;
    };
    const send = (encoder) => socket.send(encoding.toUint8Array(encoder));
    const sync = () => {
      const encoder = frame(SYNC);
      syncProtocol.writeSyncStep1(encoder, doc ?? new Y.Doc());
      send(encoder);
    };
    let synced = false;
    let reader;
    socket.once("error", reject);
    socket.once("open", () => {
      if (!hocuspocus) return sync();
      const encoder = frame(AUTH);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, "bench");
      send(encoder);
      sync();
    });
    socket.on("message", (data) => {
      const decoder = decoding.createDecoder(data);
      if (hocuspocus) decoding.readVarString(decoder);
      const type = decoding.readVarUint(decoder);
      if (type === AWARENESS) return void cursorIn(data, onCursor);
      if (type !== SYNC) return;
      const step = decoding.readVarUint(decoder);
      if (step === syncProtocol.messageYjsSyncStep1) {
        const encoder = frame(SYNC);
        syncProtocol.writeSyncStep2(encoder, doc ?? new Y.Doc(), decoding.readVarUint8Array(decoder));
        return send(encoder);
      }
      if (step === syncProtocol.messageYjsSyncStep2) {
        const update = decoding.readVarUint8Array(decoder);
        if (reader) return reader(update);
        if (doc) Y.applyUpdate(doc, update, "remote");
        if (!synced) {
          synced = true;
          resolve(client);
        }
        return;
      }
      const edit = markerIn(data);
      if (edit !== undefined) onEdit(edit);
    });

    doc?.on("update", (update, origin) => {
      if (origin === "remote") return;
      const encoder = frame(SYNC);
      syncProtocol.writeUpdate(encoder, update);
      send(encoder);
    });
    let clock = 1;
    const client = {
      /** Fills the room with people. */
      async seed(people) {
        doc.transact(() => {
          for (let person = 0; person < people; person += 1) {
            const fields = new Y.Map();
            fields.set("title", `person ${person}`);
            fields.set("x", person);
            fields.set("y", person);
            doc.getMap("people").set(String(person), fields);
          }
        });
      },
      edit(number, person) {
        doc.getMap("people").get(String(person)).set("title", titleOf(number));
      },
      cursor(number) {
        const state = JSON.stringify({ cursor: `@${number};` });
        const inner = encoding.createEncoder();
        encoding.writeVarUint(inner, 1);
        encoding.writeVarUint(inner, doc.clientID);
        encoding.writeVarUint(inner, (clock += 1));
        encoding.writeVarString(inner, state);
        const encoder = frame(AWARENESS);
        encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
        send(encoder);
      },
      /** The title of a person as the server has it: asked for afresh. */
      title(person) {
        return new Promise((done) => {
          reader = (update) => {
            reader = undefined;
            const fresh = new Y.Doc();
            Y.applyUpdate(fresh, update);
            done(fresh.getMap("people").get(String(person))?.get("title"));
          };
          const encoder = frame(SYNC);
          syncProtocol.writeSyncStep1(encoder, new Y.Doc());
          send(encoder);
        });
      },
      close: () => socket.terminate(),
    };
  });
}

function cursorIn(data, onCursor) {
  const at = data.indexOf("@");
  if (at >= 0) onCursor(Number.parseInt(data.toString("latin1", at + 1, at + 12), 10));
}
