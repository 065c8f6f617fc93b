import { compareTask } from "./compare.ts";
import { describeTask } from "./describe.ts";
import { readReceiptTask } from "./read-receipt.ts";
import { readTextTask } from "./read-text.ts";
import type { Attached, Task } from "./task.ts";
import { transcribeTask } from "./transcribe.ts";
import { translateSpeechTask } from "./translate-speech.ts";

/** In the order in which they are offered. */
export const tasks: readonly Task[] = [
  readReceiptTask,
  transcribeTask,
  translateSpeechTask,
  compareTask,
  describeTask,
  readTextTask,
];

/** What can be done with this. */
export function tasksFor(attached: Attached): readonly Task[] {
  return tasks.filter((task) => task.appliesTo(attached));
}

/** The task that a reply was asked for with; undefined: none, or one of another version of Facet. */
export function taskNamed(name: string | undefined): Task | undefined {
  return tasks.find((task) => task.name === name);
}
