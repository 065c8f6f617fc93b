import type { ToolOutput } from "./tool.ts";

/** Of a tool that has everything from its arguments. */
export function succeeded(text: string): ToolOutput {
  return { text, isError: false, isUntrusted: false };
}

/** The text is for the model: what is wrong, and what to do instead. */
export function failed(text: string): ToolOutput {
  return { text, isError: true, isUntrusted: false };
}
