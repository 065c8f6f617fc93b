import type { ServerDialect } from "../../../../shared/models/remote-server.ts";
import { longestModelName, mostModels, type ServedModel } from "../served-model.ts";
import type { ServerAddress } from "../server-connection.ts";
import { ollamaModels } from "./ollama-models.ts";
import { fieldOf, listIn, numberIn, stringIn } from "./probe.ts";
import type { ServerProbes } from "./server-probes.ts";

/** Models that do not chat, by their names, where nothing else tells. */
const otherKinds = /embed|rerank|whisper|(?:^|[-_/])tts(?:[-_]|$)/i;

/** The chat models of a server, with what its dialect reports about them. */
export async function listModels(
  dialect: ServerDialect,
  probes: ServerProbes,
  address: ServerAddress,
  signal: AbortSignal,
): Promise<readonly ServedModel[]> {
  switch (dialect) {
    case "llama-server":
      return llamaServerModels(probes);
    case "ollama":
      return ollamaModels(address, signal);
    case "lm-studio":
      return lmStudioModels(probes);
    case "mlx-vlm":
      return mlxVlmModels(probes);
    case "mlx-lm":
      return named(probes, { sees: false, hears: false });
    case "vllm":
      // It does not say what a model takes, and refuses what it does not.
      return named(probes, { sees: true, hears: true });
    case "openai-compatible":
      return named(probes, { sees: true, hears: false });
  }
}

function llamaServerModels({ models, props }: ServerProbes): readonly ServedModel[] {
  const template = stringIn(props?.json, "chat_template");
  const modalities = fieldOf(props?.json, "modalities");
  const loadedContext = numberIn(fieldOf(props?.json, "default_generation_settings"), "n_ctx");
  return entries(models.json, "data", "id").map(({ name, entry }) => {
    // A router lists several models and knows the modalities of each.
    const inputs = listIn(fieldOf(entry, "architecture"), "input_modalities");
    return {
      name,
      contextSizeTokens: numberIn(fieldOf(entry, "meta"), "n_ctx") ?? loadedContext,
      sees: fieldOf(modalities, "vision") === true || inputs.includes("image"),
      hears: fieldOf(modalities, "audio") === true || inputs.includes("audio"),
      canThink: template === null || template.includes("enable_thinking"),
    };
  });
}

/**
 * The context is that of the loaded instance; one that is not loaded gets what the user of LM Studio chose.
 */
function lmStudioModels({ lmStudioModels: probe }: ServerProbes): readonly ServedModel[] {
  return entries(probe?.json, "models", "key")
    .filter(({ entry }) => stringIn(entry, "type") !== "embedding")
    .map(({ name, entry }) => ({
      name,
      contextSizeTokens: numberIn(fieldOf(listIn(entry, "loaded_instances")[0], "config"), "context_length"),
      sees: fieldOf(fieldOf(entry, "capabilities"), "vision") === true,
      hears: false,
      canThink: false,
    }));
}

function mlxVlmModels(probes: ServerProbes): readonly ServedModel[] {
  const health = probes.health?.json;
  const loaded = stringIn(health, "loaded_model");
  const context = numberIn(health, "effective_context_limit") ?? numberIn(health, "loaded_context_size");
  return named(probes, { sees: true, hears: true }).map((model) =>
    model.name === loaded ? { ...model, contextSizeTokens: context } : model,
  );
}

function named({ models }: ServerProbes, takes: { sees: boolean; hears: boolean }): readonly ServedModel[] {
  return entries(models.json, "data", "id")
    .filter(({ name }) => !otherKinds.test(name))
    .map(({ name, entry }) => ({
      name,
      contextSizeTokens: numberIn(entry, "max_model_len") ?? numberIn(entry, "context_length"),
      ...takes,
      canThink: true,
    }));
}

function entries(json: unknown, list: string, key: string): readonly { name: string; entry: unknown }[] {
  return listIn(json, list)
    .slice(0, mostModels)
    .flatMap((entry) => {
      const name = stringIn(entry, key);
      return name === null || name === "" || name.length > longestModelName ? [] : [{ name, entry }];
    });
}
