import type { PromptRequest } from "../../shared/formats/chat-format.ts";
import type { Ask } from "./llama-server.ts";

/** A conversation rendered by llama.cpp's own template engine. */
export async function referenceText(
  ask: Ask,
  { systemPrompt, turns, thinking }: PromptRequest,
): Promise<string> {
  const system = systemPrompt.trim() === "" ? [] : [{ role: "system", content: systemPrompt }];
  const { prompt } = await ask<{ prompt: string }>("apply-template", {
    messages: [...system, ...turns.map(({ role, text }) => ({ role, content: text }))],
    chat_template_kwargs: { enable_thinking: thinking },
  });
  return prompt;
}

export async function referenceTokens(ask: Ask, conversation: PromptRequest): Promise<readonly number[]> {
  const text = await referenceText(ask, conversation);
  return tokenize(ask, text, { add_special: true, parse_special: true });
}

export async function tokenize(
  ask: Ask,
  content: string,
  options: { readonly add_special: boolean; readonly parse_special: boolean },
): Promise<readonly number[]> {
  const { tokens } = await ask<{ tokens: number[] }>("tokenize", { content, ...options });
  return tokens;
}
