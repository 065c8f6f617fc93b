import type { RemoteModel, RemoteServer, ServerDialect } from "../../../../shared/models/remote-server.ts";
import { hostOf, isOnThisComputer } from "../../../../shared/models/server-url.ts";
import { formatTokens } from "../../../i18n/format.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";

/** Names of programs, which are the same in every language; null: unknown. */
const programs: Readonly<Record<ServerDialect, string | null>> = {
  "llama-server": "llama-server",
  vllm: "vLLM",
  ollama: "Ollama",
  "lm-studio": "LM Studio",
  "mlx-lm": "mlx_lm.server",
  "mlx-vlm": "mlx-vlm",
  "openai-compatible": null,
};

/** What a connection found: `Ollama · 3 models`. Failures are described elsewhere. */
export function describeState(
  { state, models }: RemoteServer,
  words: MessageCatalog["servers"],
): string | null {
  switch (state.type) {
    case "connecting":
      return words.connecting;
    case "loading":
      return words.loading(programs[state.dialect] ?? words.unknownProgram);
    case "ready":
      return words.ready(programs[state.dialect] ?? words.unknownProgram, models.length);
    case "failed":
      return null;
  }
}

/** Where a model of this server runs: `on Lab (192.168.1.5:8080)`. */
export function placeOf({ name, url }: RemoteServer, words: MessageCatalog["servers"]): string {
  return isOnThisComputer(url) ? words.onThisComputer : words.on(name, hostOf(url));
}

/** Where the messages to the models of a server at this URL go. */
export function destinationOf(url: string, words: MessageCatalog["servers"]): string {
  if (isOnThisComputer(url)) return words.staysHere;
  return url.startsWith("https:") ? words.leaves(hostOf(url)) : words.leavesUnencrypted(hostOf(url));
}

/** Hosts of the servers on other computers. */
export function otherHosts(servers: readonly RemoteServer[]): readonly string[] {
  return servers.filter(({ url }) => !isOnThisComputer(url)).map(({ url }) => hostOf(url));
}

/** One line for a list: `128K context · input: text and images, no audio`. */
export function remoteModelFacts(
  { contextSizeTokens, sees, hears }: RemoteModel,
  { models, servers }: MessageCatalog,
  language: Language,
): string {
  const context =
    contextSizeTokens === null
      ? servers.contextUnknown
      : models.contextLength(formatTokens(contextSizeTokens, language));
  return `${context} · ${models.takes({ sees, hears })}`;
}
