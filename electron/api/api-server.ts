import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inBackground } from "../in-background.ts";
import { inUrl, isLoopback, isWildcard, ownHosts } from "../server/own-hosts.ts";
import { Activity } from "./activity/activity.ts";
import { ApiMetrics } from "./activity/api-metrics.ts";
import { answerRequest } from "./answer-request.ts";
import type { ApiContext } from "./api-context.ts";
import { usualApiLimits, type ApiServer, type ApiServerOptions } from "./api-server-options.ts";
import { BodyBudget } from "./http/body-budget.ts";
import { modelFinder } from "./models/find-model.ts";
import { StoredResponses } from "./responses/stored-responses.ts";

/** A slow body may take as long as a large one over a slow network. */
const requestTimeoutMs = 600_000;

/**
 * Starts the API for programs.
 * @throws KeyNeeded where the host reaches other computers and there is no key; the system's error, such as
 * EADDRINUSE
 */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { host } = options;
  if (!isLoopback(host) && options.keys().length === 0) throw new KeyNeeded();
  const server = createServer({ requestTimeout: requestTimeoutMs, maxHeaderSize: 16_384 });
  await listen(server, host, options.port);
  const { port } = server.address() as AddressInfo;
  const limits = { ...usualApiLimits, ...options.limits };
  const context: ApiContext = {
    options,
    limits,
    findModel: modelFinder(options),
    bodies: new BodyBudget(limits),
    activity: options.activity ?? new Activity(),
    metrics: new ApiMetrics(),
    responses: new StoredResponses(),
    reasoningControls: new Map(),
  };
  const closing = new AbortController();
  const door = {
    isOwnHost: ownHosts(host, port),
    // The last key may be removed while the server runs.
    options: isLoopback(host) ? options : { ...options, keys: () => neverNone(options.keys()) },
  };
  const running = new Set<Promise<void>>();
  server.on("request", (request, response) => {
    const answering = answerRequest({ request, response, context, door, closing: closing.signal });
    running.add(answering);
    inBackground(answering.finally(() => running.delete(answering)));
  });
  return {
    url: `http://${inUrl(isWildcard(host) ? "127.0.0.1" : host)}:${port}`,
    port,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      closing.abort();
      server.closeAllConnections();
      await closed;
      await Promise.allSettled(running);
    },
  };
}

/** The API would be open to other computers. */
class KeyNeeded extends Error {
  constructor() {
    super("Other computers may reach this address: an API key is needed.");
    this.name = "KeyNeeded";
  }
}

/** A key that no caller has keeps the door closed. */
function neverNone(keys: ReturnType<ApiServerOptions["keys"]>): ReturnType<ApiServerOptions["keys"]> {
  return keys.length > 0 ? keys : [{ id: "", name: "", hash: "0".repeat(64), hint: "", createdAt: 0 }];
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      done();
    });
  });
}
