import type { JsonObject } from "../../shared/chat/message-part.ts";
import { gemmaTools } from "../../shared/formats/gemma4/tool-syntax.ts";
import { withJoinedContent } from "../../shared/formats/turn-text.ts";
import { byteToken } from "./vocabulary.ts";

export interface ScriptedCall {
  readonly name: string;
  readonly arguments: JsonObject;
}

/** The tokens of a call after `<|tool_call>`, of which only quotes and "}" appear in other calls too. */
export type CallTokens = readonly string[];

export const quote = '<|"|>';
export const brace = byteToken(0x7d);

/**
 * Cuts calls into tokens. No other text may contain them, so a text that is repeated is cut at another place.
 * @param used the pieces of other texts; those of the calls are added
 * @throws when a text is too short for the number of its repetitions
 */
export function callTokens(calls: readonly ScriptedCall[], used: Set<string>): readonly CallTokens[] {
  return calls.map((call) =>
    withJoinedContent(gemmaTools.renderCall(call.name, call.arguments))
      .slice(1)
      .flatMap((segment) => {
        if (segment.kind === "media") return [];
        return segment.kind === "template" ? [segment.text] : newPieces(segment.text, used);
      }),
  );
}

export const isPiece = (token: string) => token !== quote && token !== brace && token !== "<tool_call|>";

function newPieces(text: string, used: Set<string>): readonly string[] {
  if (text === "}") return [brace];
  const cut = cuts(text).find((pieces) => pieces.every((piece) => piece.length > 1 && !used.has(piece)));
  if (cut === undefined || new Set(cut).size < cut.length) {
    throw new Error(`Too short to be distinguished from another text: ${JSON.stringify(text)}`);
  }
  cut.forEach((piece) => used.add(piece));
  return cut;
}

/** The whole text, then all ways to cut it once. */
const cuts = (text: string): readonly (readonly string[])[] => [
  ...(text.length > longestPiece ? [] : [[text]]),
  ...Array.from({ length: text.length - 1 }, (_, at) => at + 1)
    .filter((at) => !isInsidePair(text, at))
    .map((at) => [text.slice(0, at), text.slice(at)]),
  ...(text.length > longestPiece ? [[text]] : []),
];

const longestPiece = 24;

const isInsidePair = (text: string, at: number) => /[\udc00-\udfff]/.test(text[at] ?? "");
