import { use, useEffect, useRef } from "react";
import type { ConversationId } from "../../../../shared/chat/message.ts";
import { request } from "../../../ipc/client.ts";
import { ChatHostContext } from "../chat-host.ts";
import { openChatOf, useChat } from "../state/chat-store.ts";
import { draftKey } from "../state/drafts.ts";
import { useChatSettings, useConversationId } from "../state/selectors.ts";

/** Several changes in a row are reported once. */
const reportAfterMs = 400;

/**
 * Tells the host what the message that is being typed will be sent with, apart from its text, so that the model can
 * read that ahead. Nobody waits for it, and a failure does not matter.
 * @param isDraft whether there is a draft that could be sent to a local model
 */
export function useReportDraft(isDraft: boolean): void {
  const { media, tasks, newChat } = use(ChatHostContext);
  const conversationId = useConversationId();
  const key = draftKey(conversationId);
  const settings = useChatSettings(newChat);
  const modelId = useChat((state) => openChatOf(state)?.head.modelId) ?? newChat.modelId;
  // Attachments and tasks are taken when they are reported; these tell that they have changed.
  const attachedTokens = media.useTokens(key);
  const task = tasks.useEffects(key)?.title;
  const take = useRef({ media: media.take, task: tasks.take });
  const reported = useRef<ConversationId | null | undefined>(undefined);

  useEffect(() => {
    take.current = { media: media.take, task: tasks.take };
  });
  useEffect(() => {
    const gone = reported.current;
    if (gone !== undefined && (!isDraft || gone !== conversationId)) {
      reported.current = undefined;
      void request("chat.draft", { conversationId: gone, draft: null });
    }
    if (!isDraft) return;
    const timer = window.setTimeout(() => {
      const { attachments } = take.current.media(key);
      const taken = take.current.task(key);
      reported.current = conversationId;
      const draft = {
        attachments: [...attachments],
        modelId,
        settings,
        task: taken.task,
        prompt: taken.prompt,
      };
      void request("chat.draft", { conversationId, draft });
    }, reportAfterMs);
    return () => window.clearTimeout(timer);
  }, [isDraft, conversationId, key, modelId, settings, attachedTokens, task]);
}
