import { useEffect } from "react";
import { useConversations } from "../features/conversations/conversations-store.ts";
import { useText } from "../i18n/i18n.ts";

/** The title of the open chat, as the only top-level heading of the page and as the title of its tab. */
export function PageTitle({ conversationId }: { readonly conversationId: string | null }) {
  const text = useText().common;
  const title = useConversations(
    ({ conversations }) => conversations.find(({ id }) => id === conversationId)?.title,
  );
  useEffect(() => {
    document.title = title === undefined ? text.appName : `${title} · ${text.appName}`;
  }, [title, text]);
  return <h1 className="visually-hidden">{title ?? text.newChat}</h1>;
}
