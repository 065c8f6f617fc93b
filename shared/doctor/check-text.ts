import type { Check, CheckName } from "./doctor-report.ts";

/** In English, as reports are. */
export const checkLabels: Readonly<Record<CheckName, string>> = {
  facet: "Facet",
  system: "System",
  processor: "Processor",
  memory: "Memory",
  disk: "Disk",
  "data-folder": "Data folder",
  engine: "Engine",
  addon: "Addon",
  kernels: "Kernels",
  gpu: "GPU",
  model: "Model",
  plan: "Plan",
  load: "Load",
  "memory-used": "Memory used",
  "prompt-tokens": "Prompt tokens",
  "thinking-off": "Thinking off",
  "thinking-on": "Thinking on",
  speed: "Speed",
  receipt: "Sample receipt",
  clip: "Sample clip",
  "tool-call": "Tool call",
};

const marks = { ok: "ok", warning: "warn", failed: "FAIL", skipped: "-" } as const;

/** A line of the report, to be pasted into a bug report. */
export function checkText({ name, state, detail }: Check): string {
  return `${marks[state].padEnd(6)}${checkLabels[name].padEnd(16)}${detail}`;
}

/** Tokens a second, with no more digits than mean something: 4.2, 27. */
export function speedText(tokensPerSecond: number): string {
  return tokensPerSecond < 10 ? tokensPerSecond.toFixed(1) : String(Math.round(tokensPerSecond));
}
