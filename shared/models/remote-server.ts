import { visibleName } from "../visible-name.ts";
import type { Failure } from "../ipc/result.ts";
import type { ModelId } from "./model.ts";

/** Programs that serve the OpenAI-compatible API, by the dialect they speak. */
export const serverDialects = [
  "llama-server",
  "vllm",
  "ollama",
  "lm-studio",
  "mlx-lm",
  "mlx-vlm",
  "openai-compatible",
] as const;
export type ServerDialect = (typeof serverDialects)[number];

/** A server that the user added; its models appear in the model picker. */
export interface RemoteServer {
  readonly id: string;
  /** Chosen by the user, or the host of its URL. */
  readonly name: string;
  /** Base URL of its API, as in `http://192.168.1.5:8080/v1`. */
  readonly url: string;
  readonly hasKey: boolean;
  readonly state: ServerState;
  /** As last reported, also while the server is unreachable. */
  readonly models: readonly RemoteModel[];
}

export type ServerState =
  | { readonly type: "connecting" }
  | { readonly type: "ready"; readonly dialect: ServerDialect }
  /** The server answers, and is still loading its model. */
  | { readonly type: "loading"; readonly dialect: ServerDialect }
  | { readonly type: "failed"; readonly error: Failure };

export interface RemoteModel {
  /** `remote:SERVER-ID/NAME`. */
  readonly id: ModelId;
  readonly serverId: string;
  /** For display; the id has it as the server names it. */
  readonly name: string;
  readonly contextSizeTokens: number | null;
  readonly sees: boolean;
  readonly hears: boolean;
  /** Whether thinking can be switched on and off by a request. */
  readonly canThink: boolean;
  /** Whether reasoning can be limited to a number of tokens. */
  readonly hasReasoningBudget: boolean;
  /** Whether reasoning that is going on can be closed (Answer now). */
  readonly canEndReasoning: boolean;
}

/** A model's name for display: servers started with a file name their model by its path. */
export function shownModelName(name: string): string {
  if (!/\.gguf$/i.test(name) && !/^(?:\/|[A-Za-z]:\\)/.test(name)) return visibleName(name);
  return visibleName(name.replace(/^.*[\\/]/s, "").replace(/\.gguf$/i, "") || name);
}

const prefix = "remote:";

export function remoteModelId(serverId: string, name: string): ModelId {
  return `${prefix}${serverId}/${name}`;
}

/** null: a local model. */
export function parseRemoteModelId(id: ModelId): { readonly serverId: string; readonly name: string } | null {
  const slash = id.indexOf("/");
  if (!id.startsWith(prefix) || slash === -1) return null;
  return { serverId: id.slice(prefix.length, slash), name: id.slice(slash + 1) };
}

/** The name of a remote model for display; null: a local model. */
export function remoteModelName(id: ModelId): string | null {
  const remote = parseRemoteModelId(id);
  return remote && shownModelName(remote.name);
}

export interface FoundRemoteModel {
  readonly server: RemoteServer;
  /** null: the server does not list it, or has not answered yet. */
  readonly model: RemoteModel | null;
}

/** null: the id names a local model, or a server that was removed. */
export function findRemoteModel(servers: readonly RemoteServer[], id: ModelId): FoundRemoteModel | null {
  const remote = parseRemoteModelId(id);
  const server = servers.find((each) => each.id === remote?.serverId);
  if (!server) return null;
  return { server, model: server.models.find((each) => each.id === id) ?? null };
}
