import type { ServerDialect } from "../../../../shared/models/remote-server.ts";
import { fieldOf, listIn, numberIn, stringIn } from "./probe.ts";
import type { ServerProbes } from "./server-probes.ts";

/**
 * Tells servers apart by what they answer. The shape of an answer counts, not its status: LM Studio answers
 * 200 to everything, and proxies invent answers.
 */
export function detectDialect(probes: ServerProbes): ServerDialect {
  const { models, props, ollamaVersion, lmStudioModels, vllmVersion, health } = probes;
  const listed = listIn(models.json, "data");
  const owner = stringIn(listed[0], "owned_by");
  if (fieldOf(props?.json, "default_generation_settings") !== undefined || owner === "llamacpp") {
    return "llama-server";
  }
  if (listIn(lmStudioModels?.json, "models").some((model) => stringIn(model, "key") !== null))
    return "lm-studio";
  if (stringIn(ollamaVersion?.json, "version") !== null) return "ollama";
  if (owner === "vllm") return "vllm";
  if (stringIn(vllmVersion?.json, "version") !== null && numberIn(listed[0], "max_model_len") !== null)
    return "vllm";
  const isMlxVlm = models.program.includes("mlx_vlm") || fieldOf(health?.json, "loaded_model") !== undefined;
  if (isMlxVlm) return "mlx-vlm";
  // Python's own HTTP server, which mlx_lm.server is built on.
  if (models.program.startsWith("BaseHTTP/")) return "mlx-lm";
  return "openai-compatible";
}

/** Whether llama-server knows the endpoint that ends reasoning: it complains about the missing id. */
export function hasReasoningControl({ control }: ServerProbes): boolean {
  return control?.status === 400 && /\bid\b|model/.test(control.says);
}
