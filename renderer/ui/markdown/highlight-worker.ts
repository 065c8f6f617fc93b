/// <reference lib="webworker" />
import {
  createCssVariablesTheme,
  createHighlighterCore,
  type GrammarState,
  type ThemedToken,
} from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { codeGrammars } from "./code-grammars.ts";
import type { CodeLanguage } from "./code-languages.ts";
import {
  tokenKinds,
  type HighlightAnswer,
  type HighlightRequest,
  type LineTokens,
} from "./highlight-protocol.ts";

const kindOfColor = new Map(
  tokenKinds.map((kind, index) => [index === 0 ? "var(foreground)" : `var(token-${kind})`, index]),
);
/** Longer lines are not highlighted. */
const maxLineLength = 2000;

const highlighter = createHighlighterCore({
  themes: [createCssVariablesTheme({ name: "facet", variablePrefix: "", fontStyle: false })],
  langs: [],
  // The JavaScript regex engine, because the page policy allows no WebAssembly.
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});
const languages = new Map<CodeLanguage, Promise<string>>();
/** Grammar state at the end of the last line of each block that is still growing. */
const states = new Map<number, GrammarState>();
let queue: Promise<void> = Promise.resolve();

self.addEventListener("message", (event: MessageEvent<HighlightRequest>) => {
  // Sequential, because the lines of a block depend on the earlier ones.
  const { id } = event.data;
  queue = queue
    .then(() => answer(event.data))
    // Every request is answered; these lines stay without colours.
    .catch(() => self.postMessage({ id, lines: [] } satisfies HighlightAnswer));
});

async function answer(request: HighlightRequest): Promise<void> {
  const language = await loadLanguage(request.language);
  const shiki = await highlighter;
  const grammarState = states.get(request.id);
  const tokens = shiki.codeToTokensBase(request.lines.join("\n"), {
    lang: language,
    theme: "facet",
    tokenizeMaxLineLength: maxLineLength,
    ...(grammarState && { grammarState }),
  });
  const state = shiki.getLastGrammarState(tokens);
  if (request.isLast || state === undefined) states.delete(request.id);
  else states.set(request.id, state);
  self.postMessage({ id: request.id, lines: tokens.map(packLine) } satisfies HighlightAnswer);
}

/** Resolves to the name by which the highlighter knows the language. */
function loadLanguage(id: CodeLanguage): Promise<string> {
  let loading = languages.get(id);
  if (!loading) {
    loading = load(id);
    languages.set(id, loading);
  }
  return loading;
}

async function load(id: CodeLanguage): Promise<string> {
  const { default: grammars } = await codeGrammars[id]();
  await (await highlighter).loadLanguage(...grammars);
  // A grammar follows those it embeds.
  return grammars.at(-1)?.name ?? "text";
}

function packLine(tokens: readonly ThemedToken[]): LineTokens {
  const packed: number[] = [];
  for (const token of tokens) {
    const kind = kindOfColor.get(token.color ?? "") ?? 0;
    const last = packed.length - 2;
    // Merges adjacent tokens of one kind, and spaces into the preceding token.
    if (last >= 0 && (packed[last + 1] === kind || token.content.trim() === "")) {
      packed[last] = (packed[last] ?? 0) + token.content.length;
    } else {
      packed.push(token.content.length, kind);
    }
  }
  return packed;
}
