import { fixedSource } from "../fixed-source.ts";
import type { ToolProvider } from "../tool-source.ts";
import { codeTools, type CodeToolsOptions } from "./code-tools.ts";

/** The source `code`: running Python and Bash. */
export function codeProvider(options: CodeToolsOptions): ToolProvider {
  const sources = [fixedSource("code", codeTools(options))];
  return { sources: () => sources, onChange: () => () => undefined };
}
