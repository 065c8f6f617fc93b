import { use, useId, useState, type KeyboardEvent, type SubmitEvent } from "react";
import type { ConversationId } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { classNames } from "../../../ui/class-names.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { Switch } from "../../../ui/Switch.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { configure, sendDraft, stopReply } from "../state/chat-actions.ts";
import { changeDraft, draftKey, useDrafts } from "../state/drafts.ts";
import { useAwaitedSending } from "../state/send-when-ready.ts";
import { useChatSettings, useConversationId, useIsReplying, useIsSending } from "../state/selectors.ts";
import { useRemoteModel } from "../state/use-remote-model.ts";
import { ChatOptionsDialog } from "./ChatOptionsDialog.tsx";
import styles from "./Composer.module.css";
import { ComposerNotices } from "./ComposerNotices.tsx";
import { LongMessageNotice } from "./LongMessageNotice.tsx";
import { MessageDestination } from "./MessageDestination.tsx";
import { composerId, focusComposer } from "./focus-composer.ts";
import { isSendKey } from "./send-key.ts";
import { textDirection } from "./text-direction.ts";
import { useMissingModel } from "./use-missing-model.ts";
import { useReportDraft } from "./use-report-draft.ts";

export interface ComposerProps {
  /** A message was submitted: scroll to its reply. */
  readonly onSent: () => void;
  /** The message created this chat. */
  readonly onStarted: (conversationId: ConversationId) => void;
  /** Page Up or Page Down was pressed and the message box has nothing to scroll. */
  readonly onPage: (direction: -1 | 1) => void;
}

export function Composer({ onSent, onStarted, onPage }: ComposerProps) {
  const { chat: text, servers: words } = useText();
  const host = use(ChatHostContext);
  const conversationId = useConversationId();
  const key = draftKey(conversationId);
  const draft = useDrafts((state) => state.texts[key] ?? "");
  const settings = useChatSettings(host.newChat);
  const isReplying = useIsReplying();
  const isSending = useIsSending(key);
  const isModelMissing = useMissingModel() !== null;
  const hasPrompt = settings.systemPrompt.trim() !== "";
  const destinationId = useId();
  const [hasOptions, setHasOptions] = useState(false);
  const remote = useRemoteModel();
  const isThinkingFixed = remote?.model?.canThink === false;
  const { Tools, Tray, useReadiness, take } = host.media;
  const { Offers } = host.tasks;
  const taskEffects = host.tasks.useEffects(key);
  const isThinkingOfTask = taskEffects !== null && taskEffects.thinking !== null;
  const willThink = taskEffects?.thinking ?? settings.thinking;
  const readiness = useReadiness(key);
  const hasContent = draft.trim() !== "" || readiness === "ready";
  const hasBlockingAttachment = readiness === "preparing" || readiness === "trouble";
  const canSend = hasContent && !hasBlockingAttachment && !isSending && !isModelMissing;
  useReportDraft(hasContent && !hasBlockingAttachment && !isModelMissing && remote === null);

  const send = async () => {
    if (!canSend) return;
    const sending = sendDraft(host.newChat, take(key), host.tasks.take(key));
    onSent();
    const started = await sending;
    if (started !== null) onStarted(started);
  };
  const isSample = draft.trim() === "" && readiness !== "trouble";
  const isSampleReady = readiness === "ready" && taskEffects !== null;
  useAwaitedSending(key, !isSample ? "changed" : isSampleReady ? "ready" : "preparing", () => void send());
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    focusComposer();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isSendKey(event)) {
      event.preventDefault();
      void send();
    }
    const box = event.currentTarget;
    const isPage = event.key === "PageUp" || event.key === "PageDown";
    if (isPage && !event.shiftKey && box.scrollHeight <= box.clientHeight) {
      event.preventDefault();
      onPage(event.key === "PageUp" ? -1 : 1);
    }
  };
  const stop = () => {
    // The Stop button disappears with the reply, so focus moves to the message box.
    focusComposer();
    stopReply();
  };
  const setThinking = (thinking: boolean) => void configure({ thinking });

  return (
    <div className={styles.foot}>
      <ComposerNotices onRetry={() => void send()} />
      <LongMessageNotice draftKey={key} settings={settings} onOptions={() => setHasOptions(true)} />
      <form className={styles.box} onSubmit={onSubmit}>
        <Tray draftKey={key} />
        <Offers draftKey={key} />
        <textarea
          id={composerId}
          className={styles.text}
          aria-label={text.message}
          placeholder={taskEffects?.placeholder ?? text.placeholder}
          value={draft}
          rows={1}
          dir={textDirection(draft)}
          aria-describedby={remote ? destinationId : undefined}
          autoComplete="off"
          enterKeyHint="send"
          onChange={(event) => changeDraft(key, event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className={styles.tools}>
          <Switch
            isOn={willThink && !isThinkingFixed}
            onChange={isThinkingFixed || isThinkingOfTask ? () => undefined : setThinking}
            aria-disabled={isThinkingFixed || isThinkingOfTask || undefined}
            title={
              isThinkingFixed
                ? words.thinkingFixed(remote.server.name)
                : isThinkingOfTask
                  ? text.thinkingOfTask(taskEffects.title)
                  : text.thinkingHint
            }
            className={styles.thinking}
          >
            {text.thinking}
          </Switch>
          <IconButton
            icon="settings"
            label={hasPrompt ? text.chatOptionsWithPrompt : text.chatOptions}
            className={classNames(hasPrompt && styles.marked)}
            onClick={() => setHasOptions(true)}
          />
          <Tools draftKey={key} />
          <host.ToolsMenu tools={settings.tools} onChange={(tools) => void configure({ tools })} />
          <span className={styles.gap} />
          {isReplying && <IconButton icon="stop" variant="plain" label={text.stop} onClick={stop} />}
          <IconButton
            type="submit"
            icon="arrowUp"
            variant="primary"
            label={text.send}
            aria-disabled={!canSend}
            className={styles.send}
          />
        </div>
      </form>
      <MessageDestination id={destinationId} />
      {hasOptions && <ChatOptionsDialog settings={settings} onClose={() => setHasOptions(false)} />}
    </div>
  );
}
