import type { EventMessage } from "./contract.ts";

/** The events whose names begin with one of these words, such as `chat` for `chat.message`. */
export type EventOf<Topic extends string> = Extract<EventMessage, { readonly event: `${Topic}.${string}` }>;

/** Lets a feature handle its own topics exhaustively without a list of all others. */
export function isEventOf<Topic extends string>(
  message: EventMessage,
  topics: readonly Topic[],
): message is EventOf<Topic> {
  return topics.some((topic) => message.event.startsWith(`${topic}.`));
}
