import { useCallback, useEffect, useMemo, useRef } from "react";
import type { ConversationId, MessageId } from "../../../shared/chat/message.ts";
import type { Model } from "../../../shared/models/model.ts";
import type { RemoteServer } from "../../../shared/models/remote-server.ts";
import type { MediaCapability } from "../../../shared/media/media-capabilities.ts";
import { Announcer } from "../../ui/Announcer.tsx";
import { ChatBody } from "./ChatBody.tsx";
import { ChatHostContext, type ChatHost, type ChatMedia, type ChatTasks } from "./chat-host.ts";
import styles from "./ChatView.module.css";
import { Composer } from "./composer/Composer.tsx";
import { focusComposer } from "./composer/focus-composer.ts";
import { useTypeToFocus } from "./composer/use-type-to-focus.ts";
import { openChatOf, showConversation, useChat } from "./state/chat-store.ts";
import { EndButton } from "./thread/EndButton.tsx";
import { useFollowEnd } from "./thread/use-follow-end.ts";

export interface ChatViewProps {
  /** null: a new chat, created by its first message. */
  readonly conversationId: ConversationId | null;
  /** A message to scroll to, when opened from a search result. */
  readonly messageId: MessageId | null;
  /** Incremented by every explicit opening, also of the same chat: focus moves to the message box. */
  readonly visit: number;
  /** The search that led to the message; its words are marked there. */
  readonly query: string;
  /** The installed models, to detect that the model of the chat was removed. */
  readonly models: readonly Model[];
  readonly servers: readonly RemoteServer[];
  /** Defaults for a new chat. */
  readonly newChat: ChatHost["newChat"];
  readonly ToolsMenu: ChatHost["ToolsMenu"];
  readonly media: ChatMedia;
  readonly tasks: ChatTasks;
  /** The first message created the chat. */
  readonly onStarted: (conversationId: ConversationId) => void;
  /** The chat was deleted, in this window or another. */
  readonly onGone: () => void;
  readonly onChooseModel: () => void;
  readonly onFindModel: (capability: MediaCapability) => void;
  readonly onOpenServers: () => void;
  readonly onRetryServer: (serverId: string) => void;
}

export function ChatView(props: ChatViewProps) {
  const { conversationId, messageId, visit, query, models, servers, newChat } = props;
  const { ToolsMenu, media, tasks } = props;
  const { onStarted, onGone, onChooseModel, onFindModel, onOpenServers, onRetryServer } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const hasMessages = useChat((state) => (openChatOf(state)?.branch.length ?? 0) > 0);
  const { isAtEnd, scrollToEnd, stopFollowing } = useFollowEnd(scroller, column, hasMessages);
  const host = useMemo(
    () => ({
      models,
      servers,
      newChat,
      ToolsMenu,
      onChooseModel,
      onFindModel,
      onOpenServers,
      onRetryServer,
      media,
      tasks,
      onSent: scrollToEnd,
    }),
    [
      models,
      servers,
      newChat,
      ToolsMenu,
      onChooseModel,
      onFindModel,
      onOpenServers,
      onRetryServer,
      media,
      tasks,
      scrollToEnd,
    ],
  );
  const isGone = useChat(({ place }) => place.type === "failed" && place.error.code === "not-found");
  useTypeToFocus();

  useEffect(() => {
    void showConversation(conversationId);
  }, [conversationId]);

  useEffect(() => {
    if (messageId === null) scrollToEnd();
    focusComposer();
  }, [conversationId, messageId, visit, scrollToEnd]);

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
            <ChatBody
              scroller={scroller}
              messageId={messageId}
              visit={visit}
              query={query}
              onStay={stopFollowing}
            />
          </div>
        </div>
        <div className={styles.foot}>
          {!isAtEnd && <EndButton onPress={scrollToEnd} />}
          <Composer onSent={scrollToEnd} onStarted={onStarted} onPage={turnPage} />
        </div>
      </div>
      <Announcer />
    </ChatHostContext>
  );
}
