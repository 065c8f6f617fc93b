import { use, useEffect } from "react";
import type { Task, TaskChoice } from "../../../../shared/tasks/task.ts";
import { taskNamed, tasksFor } from "../../../../shared/tasks/tasks.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { setChosenTask, useChosenTask, usePendingTask, setPendingTask } from "../state/chosen-tasks.ts";
import { TasksHostContext } from "../tasks-host.ts";
import { ChosenTaskBar } from "./ChosenTaskBar.tsx";
import styles from "./TaskOffers.module.css";

/**
 * The tasks that apply to the attachments, one button each. The prompt of the chosen one is sent before the
 * user's text; it is shown on request, and can be edited in the message box.
 */
export function TaskOffers({ draftKey }: { readonly draftKey: string }) {
  const text = useText().tasks;
  const language = useLanguage();
  const host = use(TasksHostContext);
  const attached = host.useAttached(draftKey);
  const draft = host.useDraft(draftKey);
  const chosen = useChosenTask(draftKey);
  const task = taskNamed(chosen?.name);
  const pending = usePendingTask(draftKey);
  const offers = tasksFor(attached);
  const isObsolete = task !== undefined && !attached.isPreparing && !task.appliesTo(attached);

  const put = (next: Task, choice: TaskChoice) => {
    setChosenTask(draftKey, { name: next.name, choice, prompt: next.prompt[language](choice) });
    host.setDetail(draftKey, next.needsDetail);
  };
  const choose = (next: Task) => {
    const choice: TaskChoice = chosen?.choice ?? { spoken: null, target: language === "en" ? "en" : "zh" };
    put(next, choice);
    host.focusDraft();
  };
  const leave = () => {
    setChosenTask(draftKey, null);
    host.setDetail(draftKey, false);
  };

  useEffect(() => {
    if (isObsolete) leave();
  });

  useEffect(() => {
    if (!pending) return;
    const applies = pending.appliesTo(attached);
    if (!applies && attached.isPreparing) return;
    setPendingTask(draftKey, null);
    if (applies) choose(pending);
  });

  if (offers.length === 0) return null;
  if (task && chosen) {
    return (
      <ChosenTaskBar
        task={task}
        choice={chosen.choice}
        prompt={chosen.prompt}
        onChoose={(choice) => put(task, choice)}
        onEditPrompt={() => {
          host.changeDraft(
            draftKey,
            [chosen.prompt, draft].filter((text) => text.trim() !== "").join("\n\n"),
          );
          setChosenTask(draftKey, { ...chosen, prompt: "" });
          host.focusDraft();
        }}
        onLeave={() => {
          leave();
          host.focusDraft();
        }}
      />
    );
  }
  return (
    <div role="group" aria-label={text.offers} className={styles.offers}>
      {offers.map((offer) => (
        <button key={offer.name} type="button" className={styles.offer} onClick={() => choose(offer)}>
          {offer.title[language]}
        </button>
      ))}
    </div>
  );
}
