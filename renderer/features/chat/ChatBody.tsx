import { useCallback, useEffect, useState, type RefObject } from "react";
import type { MessageId } from "../../../shared/chat/message.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "./Notice.tsx";
import { StartScreen } from "./start/StartScreen.tsx";
import { showAlternative } from "./state/chat-actions.ts";
import { openChatOf, refetch, useChat } from "./state/chat-store.ts";
import { ChatSources } from "./thread/ChatSources.tsx";
import { PlainThread } from "./thread/PlainThread.tsx";
import { Thread } from "./thread/Thread.tsx";

export interface ChatBodyProps {
  readonly scroller: RefObject<HTMLElement | null>;
  /** A message to scroll to, once per visit. */
  readonly messageId: MessageId | null;
  readonly visit: number;
  /** The search that led to the message. */
  readonly query: string;
  /** Called when the view has to keep its position instead of following the end. */
  readonly onStay: () => void;
}

/**
 * The area above the message box: the messages, the start screen, or the reason why a chat could not be
 * opened.
 */
export function ChatBody({ scroller, messageId, visit, query, onStay }: ChatBodyProps) {
  const text = useText();
  const type = useChat(({ place }) => place.type);
  const id = useChat((state) => openChatOf(state)?.head.id);
  const tree = useChat((state) => openChatOf(state)?.tree);
  const branch = useChat((state) => openChatOf(state)?.branch);
  const failure = useChat(({ place }) => (place.type === "failed" ? place.error : null));
  const [shownVisit, setShownVisit] = useState<number | null>(null);
  // The address keeps the message id, but after the first scroll the user is free to move away.
  const targetId = shownVisit === visit ? null : messageId;
  const isElsewhere = targetId !== null && tree?.byId.has(targetId) === true && !branch?.includes(targetId);
  const onTargetShown = useCallback(() => {
    onStay();
    setShownVisit(visit);
  }, [onStay, visit]);

  useEffect(() => {
    if (isElsewhere) void showAlternative(targetId);
  }, [isElsewhere, targetId]);

  switch (type) {
    case "new":
      return <StartScreen />;
    case "opening":
      return null;
    case "failed": {
      if (failure === null || failure.code === "not-found") return null;
      return (
        <Notice
          tone="failure"
          title={text.chat.openFailed}
          detail={describeFailure(failure, text).detail}
          isAlert
        >
          <Button size="small" icon="regenerate" onClick={() => void refetch()}>
            {text.chat.retry}
          </Button>
        </Notice>
      );
    }
    case "open":
      if (id === undefined || !tree || !branch) return null;
      if (branch.length === 0) return <StartScreen />;
      return (
        <PlainThread key={id} id={id}>
          <ChatSources>
            <Thread
              tree={tree}
              branch={branch}
              scroller={scroller}
              targetId={targetId}
              query={query}
              onTargetShown={onTargetShown}
            />
          </ChatSources>
        </PlainThread>
      );
  }
}
