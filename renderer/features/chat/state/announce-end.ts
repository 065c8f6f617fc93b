import type { Message } from "../../../../shared/chat/message.ts";
import { getText } from "../../../i18n/i18n.ts";
import { announce } from "../../../ui/announcer.ts";

/** Announces how a reply ended. A failure is not announced here, since its notice is an alert. */
export function announceEnd(message: Message | undefined): void {
  const { ended } = getText().chat;
  if (message?.status.type === "complete") announce(ended.complete);
  if (message?.status.type === "incomplete") announce(ended[message.status.reason]);
}
