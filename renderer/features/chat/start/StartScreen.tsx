import { use } from "react";
import { demoModelId } from "../../../../shared/models/model.ts";
import { remoteModelName, type RemoteServer } from "../../../../shared/models/remote-server.ts";
import { hostOf, isOnThisComputer } from "../../../../shared/models/server-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import { Button } from "../../../ui/Button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { Icon, type IconName } from "../../../ui/Icon.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import { configure } from "../state/chat-actions.ts";
import { changeDraft, draftKey, draftOf } from "../state/drafts.ts";
import { sendWhenReady } from "../state/send-when-ready.ts";
import { useConversationId } from "../state/selectors.ts";
import { useRemoteModel } from "../state/use-remote-model.ts";
import styles from "./StartScreen.module.css";

interface Suggestion {
  readonly icon: IconName;
  readonly title: string;
  /** All texts that can be shown. */
  readonly details: readonly string[];
  /** The text that is shown; null while the models are not loaded, which disables the card. */
  readonly detail: string | null;
  readonly onChoose: () => void;
}

/** Shown before the first message: what the app is, which model is selected, what to try. */
export function StartScreen() {
  const words = useText();
  const text = words.chat.start;
  const { demo } = words;
  const remote = useRemoteModel();
  const { models, newChat, onChooseModel, onFindModel, tasks, media } = use(ChatHostContext);
  const key = draftKey(useConversationId());
  const readiness = media.useReadiness(key);
  const remoteName = remoteModelName(newChat.modelId);
  const model = models.find(({ id }) => id === newChat.modelId);
  // The demo model always exists, so an empty list has not been loaded yet. Until then, texts that depend on
  // it are hidden but keep their space.
  const isKnown = models.length > 0;
  const isDemo = model ? model.isDemo : !isKnown && newChat.modelId === demoModelId;
  const name = model?.name ?? remoteName ?? (isKnown ? null : newChat.modelId);
  const awaited = isKnown ? undefined : styles.awaited;
  const examples: readonly string[] = [text.receiptPrompt, text.anythingPrompt];
  /** An example replaces another example, but never text that the user wrote. */
  const begin = (prompt: string, withOwn: (own: string) => string) => {
    const draft = draftOf(key).trim();
    changeDraft(key, draft === "" || examples.includes(draft) ? prompt : withOwn(draftOf(key)));
    focusComposer();
  };
  /** What the user wrote or attached already is not sent with a sample, but stays with it in the draft. */
  const trySample = async (which: "receipt" | "recording") => {
    const draft = draftOf(key).trim();
    if (examples.includes(draft)) changeDraft(key, "");
    await tasks.attachSample(key, which);
    if (readiness === "none" && draftOf(key).trim() === "") sendWhenReady(key);
    else focusComposer();
  };
  const sees = (model?.projector ?? remote?.model)?.sees === true;
  const hears = (model?.projector ?? remote?.model)?.hears === true;
  const receiptDetail = sees ? (isDemo ? demo.receiptDetail : text.receiptPhotoDetail) : text.receiptDetail;
  const voiceDetail = hears ? (isDemo ? demo.recordingDetail : text.voiceDetail) : text.voiceNeedsModel;
  const suggestions: readonly Suggestion[] = [
    {
      icon: "file",
      title: text.receipt,
      details: [text.receiptPhotoDetail, text.receiptDetail, demo.receiptDetail],
      detail: isKnown ? receiptDetail : null,
      onChoose: !sees
        ? () => begin(text.receiptPrompt, (own) => `${text.receiptPrompt}\n\n${own}`)
        : isDemo
          ? () => void trySample("receipt")
          : () => tasks.onReadReceipts(key),
    },
    {
      icon: "microphone",
      title: text.voice,
      details: [text.voiceDetail, text.voiceNeedsModel, demo.recordingDetail],
      detail: isKnown ? voiceDetail : null,
      onChoose: !hears
        ? () => onFindModel("hears")
        : isDemo
          ? () => void trySample("recording")
          : () => tasks.onTranscribe(key),
    },
    {
      icon: "chats",
      title: text.anything,
      details: [text.anythingDetail, demo.anythingDetail],
      detail: isDemo ? demo.anythingDetail : text.anythingDetail,
      onChoose: () => {
        begin(text.anythingPrompt, (own) => own);
        // Its card promises to show it.
        if (isDemo) void configure({ thinking: true });
      },
    },
  ];
  return (
    <div className={styles.start}>
      <h2 className={styles.title}>{text.title}</h2>
      <p className={styles.what}>{placeWords(remote?.server, remoteName !== null, words)}</p>
      {!isDemo && name !== null && <p className={classNames(styles.model, awaited)}>{text.model(name)}</p>}
      {isDemo && (
        <p className={classNames(styles.demo, awaited)}>
          <span>{demo.start}</span>
          <Button size="small" icon="model" className={styles.more} onClick={onChooseModel}>
            {text.getModel}
          </Button>
        </p>
      )}
      <ul className={styles.suggestions} aria-label={text.try}>
        {suggestions.map(({ icon, title, details, detail, onChoose }) => (
          <li key={icon}>
            <button
              type="button"
              className={styles.suggestion}
              aria-disabled={detail === null || undefined}
              onClick={detail === null ? undefined : onChoose}
            >
              <Icon name={icon} />
              <span className={styles.suggestionTitle}>{title}</span>
              <span className={styles.suggestionDetail}>
                {details.map((each) => (
                  <span key={each} className={each === detail ? undefined : styles.awaited}>
                    {each}
                  </span>
                ))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** @param server undefined: the model is local, or its server is not known (any more) */
function placeWords(server: RemoteServer | undefined, isRemote: boolean, { chat, servers }: MessageCatalog) {
  if (!isRemote) return chat.start.what;
  if (!server) return servers.startUnknown;
  const host = hostOf(server.url);
  return isOnThisComputer(server.url) ? servers.startProgram(host) : servers.startRemote(host);
}
