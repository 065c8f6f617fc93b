import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
}

export interface Recorder {
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

/** A server that passes requests on to another one, and remembers them. */
export async function startRecorder(target: string): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = "GET", url: path = "/", headers } = incoming;
    const gone = new AbortController();
    outgoing.on("close", () => gone.abort());
    const fail = () => outgoing.destroy();
    const pass = async () => {
      const body = await buffer(incoming);
      const options = { method, headers: { ...headers, host: new URL(target).host }, signal: gone.signal };
      const passed = httpRequest(target + path, options, (answer) => {
        const { statusCode: status = 0 } = answer;
        exchanges.push({ method, path, headers: flat(headers), body: parsed(body), status });
        outgoing.writeHead(status, answer.headers);
        answer.on("error", fail).pipe(outgoing);
      });
      passed.on("error", fail).end(body);
    };
    pass().catch(fail);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function flat(headers: NodeJS.Dict<string | string[]>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
