import { createContext } from "react";
import type { Message } from "../../../../shared/chat/message.ts";

/** A reply and the message it answers. */
export interface Exchange {
  readonly reply: Message;
  /** null: it is not loaded. */
  readonly question: Message | null;
}

/** The reply that the parts belong to; null in a message of the user. */
export const ExchangeContext = createContext<Exchange | null>(null);
