import { useCallback, useEffect, useMemo, useRef } from "react";
import type { ConversationId, MessageId } from "../../../shared/chat/message.ts";
import type { Model, ModelId } from "../../../shared/models/model.ts";
import type { Sense } from "../../../shared/models/senses.ts";
import { Announcer } from "../../ui/Announcer.tsx";
import { ChatBody } from "./ChatBody.tsx";
import { ChatHostContext, type ChatMedia, type ChatTasks } from "./chat-host.ts";
import styles from "./ChatView.module.css";
import { Composer } from "./composer/Composer.tsx";
import { focusComposer } from "./composer/focus-composer.ts";
import { useTypeToFocus } from "./composer/use-type-to-focus.ts";
import { openChatOf, showConversation, useChat } from "./state/chat-store.ts";
import { EndButton } from "./thread/EndButton.tsx";
import { useFollowEnd } from "./thread/use-follow-end.ts";

export interface ChatViewProps {
  /** null: a chat that begins with its first message. */
  readonly conversationId: ConversationId | null;
  /** A message to scroll to, when a search led here. */
  readonly messageId: MessageId | null;
  /** Changes with every deliberate opening, of the same chat too: focus goes to the message box. */
  readonly visit: number;
  /** What is on this computer, to notice that the chat's model is gone. */
  readonly models: readonly Model[];
  /** What a new chat begins with. */
  readonly newChat: { readonly modelId: ModelId; readonly thinking: boolean };
  readonly media: ChatMedia;
  readonly tasks: ChatTasks;
  /** The first message gave the chat its id. */
  readonly onStarted: (conversationId: ConversationId) => void;
  /** The chat was deleted, here or elsewhere. */
  readonly onGone: () => void;
  readonly onChooseModel: () => void;
  readonly onFindModel: (sense: Sense) => void;
  readonly onThinkingChange: (thinking: boolean) => void;
}

export function ChatView(props: ChatViewProps) {
  const { conversationId, messageId, visit, models, newChat, media, tasks } = props;
  const { onStarted, onGone, onChooseModel, onFindModel } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const hasMessages = useChat((state) => (openChatOf(state)?.branch.length ?? 0) > 0);
  const { isAtEnd, toTheEnd, stay } = useFollowEnd(scroller, column, hasMessages);
  const host = useMemo(
    () => ({ models, newChat, onChooseModel, onFindModel, media, tasks, onSent: toTheEnd }),
    [models, newChat, onChooseModel, onFindModel, media, tasks, toTheEnd],
  );
  const isGone = useChat(({ place }) => place.type === "failed" && place.error.code === "not-found");
  useTypeToFocus();

  useEffect(() => {
    void showConversation(conversationId);
  }, [conversationId]);

  useEffect(() => {
    if (messageId === null) toTheEnd();
    focusComposer();
  }, [conversationId, messageId, visit, toTheEnd]);

  useEffect(() => {
    if (isGone) onGone();
  }, [isGone, onGone]);

  const turnPage = useCallback((direction: -1 | 1) => {
    const box = scroller.current;
    box?.scrollBy({ top: direction * (box.clientHeight - 64) });
  }, []);

  return (
    <ChatHostContext value={host}>
      <div className={styles.view}>
        <div ref={scroller} className={styles.scroller}>
          <div ref={column} className={styles.column}>
            <ChatBody scroller={scroller} messageId={messageId} visit={visit} onStay={stay} />
          </div>
        </div>
        <div className={styles.foot}>
          {!isAtEnd && <EndButton onPress={toTheEnd} />}
          <Composer
            onSent={toTheEnd}
            onStarted={onStarted}
            onThinkingChange={props.onThinkingChange}
            onPage={turnPage}
          />
        </div>
      </div>
      <Announcer />
    </ChatHostContext>
  );
}
