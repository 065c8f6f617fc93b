import { use } from "react";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon, type IconName } from "../../../ui/Icon.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import { changeDraft, draftKey, draftOf } from "../state/drafts.ts";
import { useConversationId } from "../state/selectors.ts";
import styles from "./StartScreen.module.css";

interface Suggestion {
  readonly icon: IconName;
  readonly title: string;
  readonly detail: string;
  readonly onChoose: () => void;
}

/** What a person sees before the first message: what this is, which model listens, what to try. */
export function StartScreen() {
  const text = useText().chat.start;
  // Chinese sentences follow each other without a space.
  const space = useLanguage() === "zh-CN" ? "" : " ";
  const { models, newChat, onChooseModel, onFindModel, tasks } = use(ChatHostContext);
  const key = draftKey(useConversationId());
  const model = models.find(({ id }) => id === newChat.modelId);
  const examples: readonly string[] = [text.receiptPrompt, text.anythingPrompt];
  /** What a person wrote is theirs: an example takes the place of an example alone. */
  const begin = (prompt: string, withOwn: (own: string) => string) => {
    const draft = draftOf(key).trim();
    changeDraft(key, draft === "" || examples.includes(draft) ? prompt : withOwn(draftOf(key)));
    focusComposer();
  };
  const sees = model?.projector?.sees === true;
  const hears = model?.projector?.hears === true;
  const suggestions: readonly Suggestion[] = [
    {
      icon: "file",
      title: text.receipt,
      detail: sees ? text.receiptPhotoDetail : text.receiptDetail,
      onChoose: sees
        ? () => tasks.onReadReceipts(key)
        : () => begin(text.receiptPrompt, (own) => `${text.receiptPrompt}\n\n${own}`),
    },
    {
      icon: "microphone",
      title: text.voice,
      detail: hears ? text.voiceDetail : text.voiceNeedsModel,
      onChoose: hears ? () => tasks.onTranscribe(key) : () => onFindModel("hears"),
    },
    {
      icon: "chats",
      title: text.anything,
      detail: text.anythingDetail,
      onChoose: () => begin(text.anythingPrompt, (own) => own),
    },
  ];
  return (
    <div className={styles.start}>
      <h2 className={styles.title}>{text.title}</h2>
      <p className={styles.what}>
        {text.what}
        {model && !model.isDemo && space + text.model(model.name)}
      </p>
      {model?.isDemo === true && (
        <p className={styles.demo}>
          <span>{text.demo}</span>
          <Button size="small" icon="model" className={styles.more} onClick={onChooseModel}>
            {text.getModel}
          </Button>
        </p>
      )}
      <ul className={styles.suggestions} aria-label={text.try}>
        {suggestions.map(({ icon, title, detail, onChoose }) => (
          <li key={icon}>
            <button type="button" className={styles.suggestion} onClick={onChoose}>
              <Icon name={icon} />
              <span className={styles.suggestionTitle}>{title}</span>
              <span className={styles.suggestionDetail}>{detail}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
