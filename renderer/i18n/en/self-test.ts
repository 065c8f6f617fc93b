import { checkLabels } from "../../../shared/doctor/check-text.ts";
import type { Check } from "../../../shared/doctor/doctor-report.ts";

const states: Readonly<Record<Check["state"], string>> = {
  ok: "works",
  warning: "works, with a warning",
  failed: "failed",
  skipped: "left out",
};

/** The self-test in a model's settings. Details of checks are in English, for bug reports. */
export const selfTest = {
  title: "Self-test",
  hint: "Loads the model and tries it for about a minute: prompt, thinking, samples, speed and memory. Its report holds nothing private.",
  start: "Run self-test",
  again: "Run again",
  stop: "Stop",
  running: "The self-test is running…",
  outcome: (failed: number) =>
    failed === 0 ? "No check failed." : failed === 1 ? "One check failed." : `${failed} checks failed.`,
  copy: "Copy report",
  checks: checkLabels,
  states,
};
