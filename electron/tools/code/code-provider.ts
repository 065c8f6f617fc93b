import type { Tool } from "../tool.ts";
import type { ToolProvider } from "../tool-source.ts";
import { codeTools, type CodeToolsOptions } from "./code-tools.ts";

/** The source `code`: running Python and Bash. Its declarations change when packages come or go. */
export function codeProvider(options: CodeToolsOptions): ToolProvider {
  const tools = (): readonly Tool[] => codeTools(options);
  return {
    sources: () => [
      {
        id: "code",
        title: null,
        state: { type: "ready", tools: tools() },
        open: () => Promise.resolve(tools()),
      },
    ],
    onChange: () => () => undefined,
  };
}
