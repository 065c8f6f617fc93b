import { create } from "zustand";
import { persistedEntries } from "../../../persisted-entries.ts";
import type { ReplyTask } from "../../../../shared/chat/reply-task.ts";
import { spokenLanguages } from "../../../../shared/tasks/spoken-languages.ts";
import type { Task, TaskChoice } from "../../../../shared/tasks/task.ts";
import { taskNamed } from "../../../../shared/tasks/tasks.ts";

/** The task chosen for a draft. */
export interface ChosenTask {
  readonly name: string;
  readonly choice: TaskChoice;
  /** Precedes the user's text when it is sent; empty: the user edits it in the message box. */
  readonly prompt: string;
}

interface ChosenTasks {
  readonly byDraft: Readonly<Record<string, ChosenTask>>;
  /** Name of the task that files were attached for, by draft, until it is known whether the task applies. */
  readonly pending: Readonly<Record<string, string>>;
}

/**
 * Stored because the draft survives a reload: without its task, the prompt would be sent as text of the user.
 */
const persisted = persistedEntries({
  storageKey: "facet.tasks",
  maxCharacters: 200_000,
  isValue: isChosenTask,
  current: (): ChosenTasks["byDraft"] => useChosenTasks.getState().byDraft,
});

const useChosenTasks = create<ChosenTasks>(() => ({ byDraft: persisted.read(), pending: {} }));

export function useChosenTask(draftKey: string): ChosenTask | null {
  return useChosenTasks((state) => state.byDraft[draftKey] ?? null);
}

export function setChosenTask(draftKey: string, chosen: ChosenTask | null): void {
  useChosenTasks.setState(({ byDraft }) => {
    const { [draftKey]: _, ...others } = byDraft;
    return { byDraft: chosen ? { ...others, [draftKey]: chosen } : others };
  });
  persisted.changed(draftKey);
}

/** Clears the tasks of all drafts but one. */
export function clearTasksExcept(keptKey: string): void {
  for (const key of Object.keys(useChosenTasks.getState().byDraft)) {
    if (key !== keptKey) setChosenTask(key, null);
  }
}

export function usePendingTask(draftKey: string): Task | null {
  return taskNamed(useChosenTasks((state) => state.pending[draftKey])) ?? null;
}

/** Chooses a task as soon as it is offered; null cancels. */
export function setPendingTask(draftKey: string, name: string | null): void {
  useChosenTasks.setState(({ pending }) => {
    const { [draftKey]: _, ...others } = pending;
    return { pending: name === null ? others : { ...others, [draftKey]: name } };
  });
}

/** Returns the task to send with the draft, and a callback that clears it once sent. */
export function takeTask(draftKey: string) {
  const chosen = useChosenTasks.getState().byDraft[draftKey];
  const task = taskNamed(chosen?.name);
  const prompt = task && chosen ? chosen.prompt : "";
  return { task: task ? replyTaskOf(task) : null, prompt, onSent: () => setChosenTask(draftKey, null) };
}

function replyTaskOf({ name, settings }: Task): ReplyTask {
  return { name, ...settings };
}

/** The entry may come from another version, with other tasks and languages. */
function isChosenTask(stored: unknown): stored is ChosenTask {
  const { name, prompt, choice } = (stored ?? {}) as Partial<Record<keyof ChosenTask, unknown>>;
  const { spoken, target } = (choice ?? {}) as Partial<Record<keyof TaskChoice, unknown>>;
  const isLanguage = (value: unknown) => typeof value === "string" && Object.hasOwn(spokenLanguages, value);
  const isTask = typeof name === "string" && taskNamed(name) !== undefined && typeof prompt === "string";
  return isTask && (spoken === null || isLanguage(spoken)) && isLanguage(target);
}
