import type { ReactNode } from "react";
import type { ConversationId } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { PlainReplies } from "../../../ui/markdown/plain-replies.ts";
import { Notice } from "../Notice.tsx";
import { usePlainChat } from "./use-plain-chat.ts";

export interface PlainThreadProps {
  readonly id: ConversationId;
  readonly children: ReactNode;
}

/** Shows the messages without formatting when drawing them ended the page before. */
export function PlainThread({ id, children }: PlainThreadProps) {
  const text = useText().chat.plainChat;
  const { isPlain, showFormatted } = usePlainChat(id);
  return (
    <>
      {isPlain && (
        <Notice tone="news" title={text.title} detail={text.detail} isAlert>
          <Button size="small" onClick={showFormatted}>
            {text.showFormatted}
          </Button>
        </Notice>
      )}
      <PlainReplies value={isPlain}>{children}</PlainReplies>
    </>
  );
}
