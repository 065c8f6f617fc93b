import type { CodeLanguage } from "./code-languages.ts";
import type { LineTokens } from "./highlight-protocol.ts";
import { openHighlighting } from "./highlighter.ts";
import type { StillDrawer } from "./still-drawing.ts";

export interface OpenStillDrawer extends StillDrawer {
  /** Waits for the colours of the code that was drawn so far; drawing it again then shows them. */
  settle(): Promise<void>;
}

/** Code of this length is not coloured, and neither is code whose colours take longer. */
const longestCode = 200_000;
const longestWaitMs = 10_000;

export async function openStillDrawer(): Promise<OpenStillDrawer> {
  const { formulaMarkup } = await import("./formula-renderer.ts");
  const known = new Map<string, readonly LineTokens[]>();
  const waiting = new Map<string, { readonly lines: readonly string[]; readonly language: CodeLanguage }>();
  return {
    formula: formulaMarkup,
    colours(lines, language) {
      const key = `${language}\n${lines.join("\n")}`;
      if (!known.has(key) && key.length <= longestCode) waiting.set(key, { lines, language });
      return known.get(key) ?? [];
    },
    async settle() {
      const code = [...waiting];
      waiting.clear();
      for (const [key, { lines, language }] of code) known.set(key, await coloursOf(lines, language));
    },
  };
}

/** The colours that are known when they are complete, or when it has taken too long. */
function coloursOf(lines: readonly string[], language: CodeLanguage): Promise<readonly LineTokens[]> {
  const colours: LineTokens[] = [];
  return new Promise((resolve) => {
    const end = () => {
      window.clearTimeout(timer);
      highlighting?.close();
      resolve(colours);
    };
    const timer = window.setTimeout(end, longestWaitMs);
    const highlighting = openHighlighting(language, (more) => {
      colours.push(...more);
      if (colours.length >= lines.length) end();
    });
    if (highlighting === null) end();
    else highlighting.add(lines, true);
  });
}
