import { AppError } from "../../../shared/ipc/result.ts";
import { storedApiKey } from "../../api/access/api-keys.ts";
import type { LocalApiOptions } from "../../api/local-api.ts";
import { startApiServer } from "../../api/api-server.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import type { OperationHandlers } from "../protocol/operations.ts";
import { waitForAbort } from "./wait-for-abort.ts";

export interface ServeServices {
  /** What an API server has of the app; the rest are options of the command. */
  readonly api: LocalApiOptions;
}

/** `facet serve`: a server of its own beside the one in Settings, with the options of the command. */
export function serveHandler({ api }: ServeServices): OperationHandlers["serve"] {
  return async (
    { modelId, aliases, host, port, apiKey, thinking, sampling, fetchesImages },
    { emit, signal },
  ) => {
    const keys = apiKey === null ? [] : [storedApiKey(apiKey, "facet serve", Date.now())];
    const server = await startApiServer({
      ...api,
      defaultModelId: () => modelId ?? api.defaultModelId(),
      ...(modelId !== null && { aliases: Object.fromEntries(aliases.map((alias) => [alias, modelId])) }),
      host,
      port,
      keys: () => keys,
      allowedOrigins: () => [],
      imagesByUrl: () => (fetchesImages ? api.fetchImage : null),
      defaults: { ...(thinking !== null && { thinking }), sampling: withoutUndefined(sampling) },
    }).catch((thrown: unknown) => {
      throw listenFailure(thrown, host, port);
    });
    try {
      emit({ url: server.url });
      await waitForAbort(signal);
    } finally {
      await server.close();
    }
    return null;
  };
}

/** What to do about an error of the system. */
const advice: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_, port) => `Another program uses port ${port}. Choose another one with --port.`,
  EACCES: (_, port) => `Port ${port} is reserved for the system. Choose one above 1023.`,
  EADDRNOTAVAIL: (host) => `${host} is no address of this computer.`,
  ENOTFOUND: (host) => `${host} is no address of this computer.`,
};

/** Other errors are the server's own, such as that it serves other computers with a key only. */
function listenFailure(thrown: unknown, host: string, port: number): unknown {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return thrown;
  const sentence = advice[(thrown as NodeJS.ErrnoException).code ?? ""]?.(host, port) ?? thrown.message;
  return new AppError("invalid-request", sentence);
}
