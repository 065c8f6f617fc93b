import { create } from "zustand";
import { keptEntries } from "../../../kept-entries.ts";
import type { ReplyTask } from "../../../../shared/chat/reply-task.ts";
import { spokenLanguages } from "../../../../shared/tasks/spoken-languages.ts";
import type { Task, TaskChoice } from "../../../../shared/tasks/task.ts";
import { taskNamed } from "../../../../shared/tasks/tasks.ts";

/** A task that the draft is for. */
export interface ChosenTask {
  readonly name: string;
  readonly choice: TaskChoice;
  /** As it was put into the message box. */
  readonly prompt: string;
}

interface ChosenTasks {
  readonly byDraft: Readonly<Record<string, ChosenTask>>;
  /** The name of the task that something was attached for, before it is certain that the task applies. */
  readonly wanted: Readonly<Record<string, string>>;
}

/** The prompt is in the message box over a reload, and would be sent as if it were the person's own words. */
const kept = keptEntries({
  storageKey: "facet.tasks",
  longest: 200_000,
  isValue: isChosenTask,
  current: (): ChosenTasks["byDraft"] => useChosenTasks.getState().byDraft,
});

const useChosenTasks = create<ChosenTasks>(() => ({ byDraft: kept.read(), wanted: {} }));

export function useChosenTask(draftKey: string): ChosenTask | null {
  return useChosenTasks((state) => state.byDraft[draftKey] ?? null);
}

export function setChosenTask(draftKey: string, chosen: ChosenTask | null): void {
  useChosenTasks.setState(({ byDraft }) => {
    const { [draftKey]: _, ...others } = byDraft;
    return { byDraft: chosen ? { ...others, [draftKey]: chosen } : others };
  });
  kept.changed(draftKey);
}

export function useWantedTask(draftKey: string): Task | null {
  return taskNamed(useChosenTasks((state) => state.wanted[draftKey])) ?? null;
}

/** As if it had been chosen among what is offered, as soon as it is. null: no more. */
export function wantTask(draftKey: string, name: string | null): void {
  useChosenTasks.setState(({ wanted }) => {
    const { [draftKey]: _, ...others } = wanted;
    return { wanted: name === null ? others : { ...others, [draftKey]: name } };
  });
}

/** What the draft is sent with, and what lets go of it once it was sent. */
export function takeTask(draftKey: string) {
  const task = taskNamed(useChosenTasks.getState().byDraft[draftKey]?.name);
  return { task: task ? replyTaskOf(task) : null, onSent: () => setChosenTask(draftKey, null) };
}

function replyTaskOf({ name, settings }: Task): ReplyTask {
  return { name, ...settings };
}

/** Another version may have written it, or know other tasks and languages. */
function isChosenTask(stored: unknown): stored is ChosenTask {
  const { name, prompt, choice } = (stored ?? {}) as Partial<Record<keyof ChosenTask, unknown>>;
  const { spoken, target } = (choice ?? {}) as Partial<Record<keyof TaskChoice, unknown>>;
  const isLanguage = (value: unknown) => typeof value === "string" && Object.hasOwn(spokenLanguages, value);
  const isTask = typeof name === "string" && taskNamed(name) !== undefined && typeof prompt === "string";
  return isTask && (spoken === null || isLanguage(spoken)) && isLanguage(target);
}
