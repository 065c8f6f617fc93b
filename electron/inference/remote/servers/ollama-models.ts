import { longestModelName, mostModels, type ServedModel } from "../served-model.ts";
import { rootUrl, type ServerAddress } from "../server-connection.ts";
import { listIn, numberIn, probe, sizeOf, stringIn } from "./probe.ts";

/** How many models are asked about at the same time. */
const atOnce = 8;

/**
 * The chat models of Ollama. Their context size is that of the loaded model, or what its Modelfile sets; else
 * the server's default, which it does not report.
 */
export async function ollamaModels(
  address: ServerAddress,
  signal: AbortSignal,
): Promise<readonly ServedModel[]> {
  const root = rootUrl(address);
  const get = (path: string) => probe(address, { method: "GET", url: `${root}${path}` }, signal);
  const [tags, running] = await Promise.all([get("/api/tags"), get("/api/ps").catch(() => null)]);
  const loaded = listIn(running?.json, "models");
  const names = listIn(tags.json, "models")
    .slice(0, mostModels)
    .flatMap((model) => stringIn(model, "name") ?? [])
    .filter((name) => name.length <= longestModelName);
  const models: (ServedModel | null)[] = [];
  for (let from = 0; from < names.length; from += atOnce) {
    const some = names.slice(from, from + atOnce);
    models.push(...(await Promise.all(some.map((name) => describe(name)))));
  }
  return models.filter((model) => model !== null);

  async function describe(name: string): Promise<ServedModel | null> {
    const body = JSON.stringify({ model: name });
    const shown = await probe(address, { method: "POST", url: `${root}/api/show`, body }, signal).catch(
      () => null,
    );
    signal.throwIfAborted();
    const abilities = listIn(shown?.json, "capabilities");
    if (abilities.length > 0 && !abilities.includes("completion")) return null;
    const ofLoaded = loaded.find((model) => stringIn(model, "name") === name);
    const set = /^num_ctx\s+(\d+)/m.exec(stringIn(shown?.json, "parameters") ?? "")?.[1];
    return {
      name,
      contextSizeTokens: numberIn(ofLoaded, "context_length") ?? sizeOf(Number(set)),
      sees: abilities.includes("vision"),
      hears: abilities.includes("audio"),
      canThink: abilities.includes("thinking"),
    };
  }
}
