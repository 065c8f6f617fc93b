import type { AppError } from "../../../../shared/ipc/result.ts";
import type { ServedModel, ServerAbilities } from "../served-model.ts";
import type { ServerAddress } from "../server-connection.ts";
import { isLoading, refused, serverFailed } from "../server-failure.ts";
import { detectDialect, hasReasoningControl } from "./detect-dialect.ts";
import { listModels } from "./list-models.ts";
import { fieldOf } from "./probe.ts";
import { probeServer } from "./server-probes.ts";

export type ConnectedServer =
  | { readonly type: "ready"; readonly abilities: ServerAbilities; readonly models: readonly ServedModel[] }
  /** It answers, and is still loading its model. */
  | { readonly type: "loading"; readonly abilities: ServerAbilities };

/**
 * Finds out what a server is and which models it has.
 * @throws AppError `server-offline`, `server-refused-key`, `server-busy`, `server-failed`, `server-gone`; the
 * signal's reason when it was aborted
 */
export async function connectServer(address: ServerAddress, signal: AbortSignal): Promise<ConnectedServer> {
  const probes = await probeServer(address, signal);
  const { models, props } = probes;
  if (isLoading(models)) {
    // Only llama-server listens before its model is loaded.
    return { type: "loading", abilities: { dialect: "llama-server", canEndReasoning: false } };
  }
  // Older llama-servers list their models without a key.
  if (props?.status === 401) throw refused(address, props, null);
  if (models.status !== 200) throw listFailure(address, models);
  if (!Array.isArray(fieldOf(models.json, "data"))) {
    throw serverFailed(address, `it has no OpenAI-compatible API at ${address.url}`);
  }
  const dialect = detectDialect(probes);
  return {
    type: "ready",
    abilities: { dialect, canEndReasoning: dialect === "llama-server" && hasReasoningControl(probes) },
    models: await listModels(dialect, probes, address, signal),
  };
}

function listFailure(address: ServerAddress, models: Parameters<typeof refused>[1]): AppError {
  return models.status === 404
    ? serverFailed(address, `it has no OpenAI-compatible API at ${address.url}`)
    : refused(address, models, null);
}
