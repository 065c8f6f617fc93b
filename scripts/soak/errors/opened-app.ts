import { createApp, type App } from "../../../electron/app.ts";
import { requestOf } from "../../../electron/ipc/router.ts";
import type { SentMessage } from "../../../shared/ipc/chat-routes.ts";
import type { EventMessage, RouteInput, RouteName, RouteOutput } from "../../../shared/ipc/contract.ts";
import { FaultyEngine } from "./faulty-engine.ts";
import type { FaultSites } from "./fault-sites.ts";

/** An engine that hangs is replaced soon. */
const hangLimits = { checkIntervalMs: 40, silentMs: 400, idleMs: 2_000, stuckMs: 600_000 };

/** The whole app in this process, with an engine that answers at once. */
export interface OpenedApp {
  readonly app: App;
  readonly events: readonly EventMessage[];
  request<Name extends RouteName>(name: Name, input: RouteInput<Name>): Promise<RouteOutput<Name>>;
  /** Resolves when this reply has ended. */
  ended(sent: SentMessage): Promise<void>;
}

/** @throws what the app throws that can't start */
export async function openApp(home: string, demoModelPath: string, sites: FaultSites): Promise<OpenedApp> {
  const events: EventMessage[] = [];
  const waiting = new Map<string, () => void>();
  const ended = new Set<string>();
  const app = await createApp({
    home,
    demoModelPath,
    hangLimits,
    startEngineProcess: () => new FaultyEngine((request) => sites.atEngine(request)),
    version: "0.0.0",
    host: "browser",
    publish: (message) => {
      events.push(structuredClone(message));
      if (message.event !== "chat.ended") return;
      ended.add(message.data.runId);
      waiting.get(message.data.runId)?.();
    },
  });
  return {
    app,
    events,
    request: (name, input) => requestOf(app.dispatch, name, input),
    ended: ({ runId }) =>
      ended.has(runId) ? Promise.resolve() : new Promise((resolve) => waiting.set(runId, resolve)),
  };
}
