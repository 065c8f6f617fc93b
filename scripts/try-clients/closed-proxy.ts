import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface ClosedProxy {
  readonly url: string;
  /** Hosts that were asked for. */
  readonly refused: ReadonlySet<string>;
  close(): Promise<void>;
}

/** A proxy that lets nothing through: with it in `HTTPS_PROXY`, a program reaches this computer only. */
export async function startClosedProxy(): Promise<ClosedProxy> {
  const refused = new Set<string>();
  const server = createServer((request, response) => {
    refused.add(request.url ?? "");
    response.writeHead(403).end();
  });
  server.on("connect", (request, socket) => {
    refused.add(request.url ?? "");
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
