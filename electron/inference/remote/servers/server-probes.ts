import { rootUrl, type ServerAddress } from "../server-connection.ts";
import { probe, type Probe, type Question } from "./probe.ts";

/** Answers to the questions that tell servers apart; null: there was none. */
export interface ServerProbes {
  /** The list of models, which every dialect has. */
  readonly models: Probe;
  /** llama-server. */
  readonly props: Probe | null;
  /** llama-server's endpoint that ends reasoning. */
  readonly control: Probe | null;
  readonly ollamaVersion: Probe | null;
  readonly lmStudioModels: Probe | null;
  readonly vllmVersion: Probe | null;
  readonly health: Probe | null;
}

/**
 * Asks a server what it is, all questions at once.
 * @throws AppError `server-offline`, `server-gone`, `server-failed` where the list of models can't be fetched
 */
export async function probeServer(address: ServerAddress, signal: AbortSignal): Promise<ServerProbes> {
  const root = rootUrl(address);
  const get = (url: string): Question => ({ method: "GET", url });
  const optional = (question: Question) => probe(address, question, signal).catch(() => null);
  const [models, props, control, ollamaVersion, lmStudioModels, vllmVersion, health] = await Promise.all([
    probe(address, get(`${address.url}/models`), signal),
    optional(get(`${root}/props`)),
    optional({ method: "POST", url: `${address.url}/chat/completions/control`, body: "{}" }),
    optional(get(`${root}/api/version`)),
    optional(get(`${root}/api/v1/models`)),
    optional(get(`${root}/version`)),
    optional(get(`${root}/health`)),
  ]);
  signal.throwIfAborted();
  return { models, props, control, ollamaVersion, lmStudioModels, vllmVersion, health };
}
