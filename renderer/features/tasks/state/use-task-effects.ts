import { taskNamed } from "../../../../shared/tasks/tasks.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { useChosenTask } from "./chosen-tasks.ts";

/** What the chosen task of a draft changes in the message box; null: there is none. */
export function useTaskEffects(draftKey: string) {
  const text = useText().tasks;
  const language = useLanguage();
  const task = taskNamed(useChosenTask(draftKey)?.name);
  if (!task) return null;
  return {
    thinking: task.settings.thinking ?? null,
    title: task.title[language],
    placeholder: task.asks?.[language] ?? text.addWords,
  };
}
