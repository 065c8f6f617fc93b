import { createContext } from "react";
import type { CodeLanguage } from "./code-languages.ts";
import type { LineTokens } from "./highlight-protocol.ts";

/**
 * How formulas and code are drawn where nothing runs afterwards: in a file instead of the page. Everything has to
 * be there when the markup is made.
 */
export interface StillDrawer {
  /** MathML, made by KaTeX; null: it cannot be drawn, and its source is shown. */
  readonly formula: (tex: string, isDisplay: boolean) => string | null;
  readonly colours: (lines: readonly string[], language: CodeLanguage) => readonly LineTokens[];
}

/** null: in the page. */
export const StillDrawing = createContext<StillDrawer | null>(null);
