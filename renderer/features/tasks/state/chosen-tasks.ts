import { create } from "zustand";
import type { ReplyTask } from "../../../../shared/chat/reply-task.ts";
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
}

const useChosenTasks = create<ChosenTasks>(() => ({ byDraft: {} }));

export function useChosenTask(draftKey: string): ChosenTask | null {
  return useChosenTasks((state) => state.byDraft[draftKey] ?? null);
}

export function setChosenTask(draftKey: string, chosen: ChosenTask | null): void {
  useChosenTasks.setState(({ byDraft }) => {
    const { [draftKey]: _, ...others } = byDraft;
    return { byDraft: chosen ? { ...others, [draftKey]: chosen } : others };
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
