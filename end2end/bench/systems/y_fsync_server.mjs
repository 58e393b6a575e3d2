// The y-websocket server made durable: an edit reaches the document, and so the other clients, only after it was appended to a
// file and the file was synced. Whatever waits is written with one sync (group commit), as a careful owner would do it.
import { fdatasync, openSync, write } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import { WebSocketServer } from "ws";

const require = createRequire(import.meta.url);
const { setupWSConnection } = require("y-websocket/bin/utils");

const file = openSync(process.env.LOG_FILE, "a");
const SYNC = 0;
const UPDATE = 2;

let waiting = [];
let busy = false;
function flush() {
  if (busy || waiting.length === 0) return;
  busy = true;
  const group = waiting;
  waiting = [];
  const appended = Buffer.concat(group.map(({ bytes }) => bytes));
  write(file, appended, (failed) => {
    if (failed) throw failed;
    fdatasync(file, (error) => {
      if (error) throw error;
      busy = false;
      for (const { deliver } of group) deliver();
      flush();
    });
  });
}

const server = http.createServer((_, response) => response.end("ok"));
const sockets = new WebSocketServer({ server });
sockets.on("connection", (socket, request) => {
  const on = socket.on.bind(socket);
  // Edits wait for the disk. Everything else passes, but never before an edit of the same socket.
  let behind = 0;
  socket.on = (event, listener) => {
    if (event !== "message") return on(event, listener);
    return on("message", (data, binary) => {
      const bytes = Buffer.from(data);
      const edit = bytes[0] === SYNC && bytes[1] === UPDATE;
      if (!edit && behind === 0) return listener(data, binary);
      behind += 1;
      const deliver = () => {
        behind -= 1;
        listener(data, binary);
      };
      waiting.push({ bytes: edit ? bytes : Buffer.alloc(0), deliver });
      flush();
    });
  };
  setupWSConnection(socket, request);
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
