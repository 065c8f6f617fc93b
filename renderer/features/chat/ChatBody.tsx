import { useEffect, type RefObject } from "react";
import type { MessageId } from "../../../shared/chat/message.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "./Notice.tsx";
import { StartScreen } from "./start/StartScreen.tsx";
import { showAlternative } from "./state/chat-actions.ts";
import { openChatOf, refetch, useChat } from "./state/chat-store.ts";
import { Thread } from "./thread/Thread.tsx";

export interface ChatBodyProps {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly messageId: MessageId | null;
  readonly onTargetShown: () => void;
}

/** What stands above the message box: the messages, the first screen, or why there is nothing. */
export function ChatBody({ scroller, messageId, onTargetShown }: ChatBodyProps) {
  const text = useText();
  const type = useChat(({ place }) => place.type);
  const id = useChat((state) => openChatOf(state)?.head.id);
  const title = useChat((state) => openChatOf(state)?.head.title);
  const tree = useChat((state) => openChatOf(state)?.tree);
  const branch = useChat((state) => openChatOf(state)?.branch);
  const failure = useChat(({ place }) => (place.type === "failed" ? place.error : null));
  const isElsewhere =
    messageId !== null && tree?.byId.has(messageId) === true && !branch?.includes(messageId);

  useEffect(() => {
    if (isElsewhere) void showAlternative(messageId);
  }, [isElsewhere, messageId]);

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
      if (!tree || !branch) return null;
      if (branch.length === 0) return <StartScreen />;
      return (
        <>
          <h1 className="visually-hidden">{title}</h1>
          <Thread
            key={id}
            tree={tree}
            branch={branch}
            scroller={scroller}
            targetId={messageId}
            onTargetShown={onTargetShown}
          />
        </>
      );
  }
}
