import { once } from "node:events";
import { WebSocket } from "ws";
import { socketProtocols, type ServerFrame } from "../../shared/ipc/bridge.ts";
import type { EventMessage, RouteInput, RouteName, RouteOutput } from "../../shared/ipc/contract.ts";
import type { Result } from "../../shared/ipc/result.ts";
import {
  keyProtocolPrefix,
  signInPath,
  type SignInAnswer,
  type SignInRequest,
} from "../../shared/ipc/sign-in.ts";

/** A client that acts as a page does: it signs in with the link and connects a WebSocket. */
export interface PageClient {
  /** Resolves to null when the connection ended without a response. */
  request<Name extends RouteName>(
    name: Name,
    input: RouteInput<Name>,
  ): Promise<Result<RouteOutput<Name>> | null>;
  close(): void;
}

export async function connectPage(
  link: string,
  onEvent: (message: EventMessage) => void,
): Promise<PageClient> {
  const { origin, host, searchParams } = new URL(link);
  const response = await fetch(new URL(signInPath, origin), {
    method: "POST",
    headers: { Origin: origin, "Content-Type": "application/json" },
    body: JSON.stringify({ token: searchParams.get("token") ?? "" } satisfies SignInRequest),
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const answer = (await response.json()) as SignInAnswer;
  if (answer.type !== "signed-in") throw new Error(`The link was not accepted: ${answer.type}`);
  const protocols = [...Object.values(socketProtocols), `${keyProtocolPrefix}${answer.pageKey}`];
  const socket = new WebSocket(`ws://${host}/ws`, protocols, {
    headers: { Origin: origin, Cookie: cookie },
    perMessageDeflate: false,
  });
  const waiting = new Map<number, (result: Result<unknown> | null) => void>();
  let lastId = 0;
  socket.on("error", () => undefined);
  socket.on("message", (data) => {
    const frame = JSON.parse((data as Buffer).toString("utf8")) as ServerFrame;
    if (!("id" in frame)) {
      onEvent(frame);
      return;
    }
    waiting.get(frame.id)?.(frame.result);
    waiting.delete(frame.id);
  });
  socket.on("close", () => {
    for (const answer of waiting.values()) answer(null);
    waiting.clear();
  });
  await once(socket, "open");
  return {
    request(name, input) {
      return new Promise((resolve) => {
        if (socket.readyState !== WebSocket.OPEN) {
          resolve(null);
          return;
        }
        const id = ++lastId;
        // The router answers a request with the output of the same route.
        waiting.set(id, resolve as (result: Result<unknown> | null) => void);
        socket.send(JSON.stringify({ id, route: name, input }));
      });
    },
    close: () => socket.terminate(),
  };
}
