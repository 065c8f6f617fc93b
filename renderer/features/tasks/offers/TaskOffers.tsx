import { use, useEffect } from "react";
import type { Task, TaskChoice } from "../../../../shared/tasks/task.ts";
import { taskNamed, tasksFor } from "../../../../shared/tasks/tasks.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { setChosenTask, useChosenTask, usePendingTask, setPendingTask } from "../state/chosen-tasks.ts";
import { TasksHostContext } from "../tasks-host.ts";
import { ChosenTaskBar } from "./ChosenTaskBar.tsx";
import { withoutPrompt, withPrompt } from "./put-prompt.ts";
import styles from "./TaskOffers.module.css";

/**
 * The tasks that apply to the attachments, one button each. Choosing one puts its prompt into the message
 * box, where it can be edited before sending.
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

  const put = (next: Task, choice: TaskChoice, earlier: string | null) => {
    const prompt = next.prompt[language](choice);
    const changed = withPrompt(draft, earlier, prompt);
    if (changed !== null) host.changeDraft(draftKey, changed);
    setChosenTask(draftKey, { name: next.name, choice, prompt: changed === null ? (earlier ?? "") : prompt });
    host.setDetail(draftKey, next.needsDetail);
  };
  const choose = (next: Task) => {
    const choice: TaskChoice = chosen?.choice ?? { spoken: null, target: language === "en" ? "en" : "zh" };
    put(next, choice, chosen && draft.includes(chosen.prompt) ? chosen.prompt : null);
    host.focusDraft();
  };
  const leave = () => {
    if (chosen) host.changeDraft(draftKey, withoutPrompt(draft, chosen.prompt));
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
        isChanged={!draft.includes(chosen.prompt)}
        onChoose={(choice) => put(task, choice, chosen.prompt)}
        onRestore={() => put(task, chosen.choice, null)}
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
