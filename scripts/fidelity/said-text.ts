import { gemmaTags } from "../../shared/formats/gemma4/tags.ts";
import type { Ask } from "./llama-server.ts";

/**
 * What these tokens say, without thoughts and tags. Random models write both where no model that has learnt anything
 * would; any text does for the next prompt, as long as the engine is given the same.
 */
export async function saidText(ask: Ask, tokens: readonly number[]): Promise<string> {
  const { content } = await ask<{ content: string }>("detokenize", { tokens });
  const answer = content.replaceAll(/<\|channel>[^]*?(?:<channel\|>|$)/g, "");
  return withoutTags(answer).trim();
}

const tags = [...gemmaTags, "<bos>", "<eos>", "<pad>", "<unk>"];

/** Taking one out may bring another together. */
function withoutTags(text: string): string {
  const rest = tags.reduce((left, tag) => left.replaceAll(tag, ""), text);
  return rest === text ? text : withoutTags(rest);
}
