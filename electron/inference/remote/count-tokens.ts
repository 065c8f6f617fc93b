import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import type { TokenCount } from "../../../shared/inference/token-count.ts";
import { estimatePromptTokens } from "./estimate-tokens.ts";
import { fittedPrompt } from "./fit-prompt.ts";
import { readText, sendRequest } from "./http-request.ts";
import { requestMessages } from "./messages.ts";
import type { RemoteModelParts } from "./remote-model-parts.ts";
import { authorization, rootUrl } from "./server-connection.ts";

const timeoutMs = 10_000;
const longestAnswer = 64 * 1024 * 1024;

/** Tokens of a prompt: counted by servers that can, else estimated. */
export async function countPromptTokens(
  parts: RemoteModelParts,
  whole: Prompt,
  thinking: boolean,
): Promise<TokenCount> {
  const { prompt } = fittedPrompt(whole, parts.info.contextSizeTokens);
  const counted = await askServer(parts, prompt, thinking).catch(() => null);
  return counted === null
    ? { tokens: estimatePromptTokens(prompt), isExact: false }
    : { tokens: counted, isExact: true };
}

async function askServer(parts: RemoteModelParts, prompt: Prompt, thinking: boolean): Promise<number | null> {
  const { abilities, address, model } = parts;
  const hasMedia = prompt.turns.some(({ media }) => media !== undefined && media.length > 0);
  const isLlamaServer = abilities.dialect === "llama-server";
  // vLLM counts the marks of media, not their tokens.
  if (!isLlamaServer && (abilities.dialect !== "vllm" || hasMedia)) return null;
  const response = await sendRequest({
    method: "POST",
    url: isLlamaServer ? `${address.url}/chat/completions/input_tokens` : `${rootUrl(address)}/tokenize`,
    headers: authorization(address),
    body: JSON.stringify({
      model: model.name,
      messages: await requestMessages(prompt),
      chat_template_kwargs: { enable_thinking: thinking },
    }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await readText(response, longestAnswer);
  if (response.statusCode !== 200) return null;
  const { input_tokens: inputTokens, count } = JSON.parse(text) as {
    input_tokens?: unknown;
    count?: unknown;
  };
  const tokens = isLlamaServer ? inputTokens : count;
  return typeof tokens === "number" ? tokens : null;
}
