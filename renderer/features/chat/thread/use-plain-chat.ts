import { useEffect, useState } from "react";
import type { ConversationId } from "../../../../shared/chat/message.ts";
import { whenDrawn } from "../../../ui/markdown/drawing-queue.ts";
import { openChatOf, useChat } from "../state/chat-store.ts";
import { endedWhileDrawing, forgetDrawing, markDrawing } from "./drawing-marks.ts";

export interface PlainChat {
  /** The page ended when it last drew this chat, so its messages are shown as they were written. */
  readonly isPlain: boolean;
  readonly showFormatted: () => void;
}

/** Marks a chat while it is drawn and while a reply grows in it. */
export function usePlainChat(id: ConversationId): PlainChat {
  const [isPlain, setIsPlain] = useState(() => {
    const hasEnded = endedWhileDrawing(id);
    // Before the first render of the messages, which may be what ends the page.
    if (!hasEnded) markDrawing(id, "opening");
    return hasEnded;
  });
  const isGrowing = useChat((state) => (openChatOf(state)?.runs.size ?? 0) > 0);

  useEffect(() => {
    if (isPlain) return undefined;
    const remove = markDrawing(id, "opening");
    const withdraw = whenDrawn(remove);
    return () => {
      withdraw();
      remove();
    };
  }, [id, isPlain]);

  useEffect(() => {
    return isGrowing && !isPlain ? markDrawing(id, "growing") : undefined;
  }, [id, isGrowing, isPlain]);

  return {
    isPlain,
    showFormatted() {
      forgetDrawing(id);
      setIsPlain(false);
    },
  };
}
