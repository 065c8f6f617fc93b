import { compareTask } from "./compare.ts";
import { describeTask } from "./describe.ts";
import { readReceiptTask } from "./read-receipt.ts";
import { readTextTask } from "./read-text.ts";
import type { Attached, Task } from "./task.ts";
import { transcribeTask } from "./transcribe.ts";
import { translateSpeechTask } from "./translate-speech.ts";

/** In display order. */
export const tasks: readonly Task[] = [
  readReceiptTask,
  transcribeTask,
  translateSpeechTask,
  compareTask,
  describeTask,
  readTextTask,
];

/** The tasks that apply to these attachments. */
export function tasksFor(attached: Attached): readonly Task[] {
  return tasks.filter((task) => task.appliesTo(attached));
}

/** The task of a reply; undefined: none, or a task of another version of Facet. */
export function taskNamed(name: string | undefined): Task | undefined {
  return tasks.find((task) => task.name === name);
}
