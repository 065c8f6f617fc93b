import { gemmaTags } from "../../shared/formats/gemma4/tags.ts";
import type { Ask } from "./llama-server.ts";

/**
 * The text of these tokens without reasoning and tags. Random models write both where a trained model would
 * not; any text will do for the next prompt, as long as the engine is given the same.
 */
export async function answerText(ask: Ask, tokens: readonly number[]): Promise<string> {
  const { content } = await ask<{ content: string }>("detokenize", { tokens });
  const answer = content.replaceAll(/<\|channel>[^]*?(?:<channel\|>|$)/g, "");
  return withoutTags(answer).trim();
}

const tags = [...gemmaTags, "<bos>", "<eos>", "<pad>", "<unk>"];

/** Removing a tag may form another one from its neighbours, hence the loop. */
function withoutTags(text: string): string {
  const rest = tags.reduce((left, tag) => left.replaceAll(tag, ""), text);
  return rest === text ? text : withoutTags(rest);
}
