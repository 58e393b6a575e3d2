// The y-websocket server as shipped: everything in memory. Port from the environment.
import http from "node:http";
import { createRequire } from "node:module";
import { WebSocketServer } from "ws";

const require = createRequire(import.meta.url);
const { setupWSConnection } = require("y-websocket/bin/utils");

const server = http.createServer((_, response) => response.end("ok"));
const sockets = new WebSocketServer({ server });
sockets.on("connection", (socket, request) => setupWSConnection(socket, request));
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
