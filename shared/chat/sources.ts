import type { SourcePart } from "./message-part.ts";
import type { Message } from "./message.ts";

/** A source that the model can cite by its number. */
export type NumberedSource = SourcePart & { readonly number: number };

type WithParts = Pick<Message, "parts">;

/** The sources of these messages that have a number, in order. One may be there twice: found, then read. */
export function numberedSources(messages: readonly WithParts[]): readonly NumberedSource[] {
  return messages.flatMap(({ parts }) => parts.filter(isNumbered));
}

function isNumbered(part: WithParts["parts"][number]): part is NumberedSource {
  return part.type === "source" && part.number !== undefined;
}

/**
 * The numbers of sources in a chat: an address keeps the number that it has, and a new one gets the next.
 * @param branch the chat so far
 */
export function sourceNumbers(branch: readonly WithParts[]): (url: string) => number {
  const numbers = new Map(numberedSources(branch).map(({ url, number }) => [url, number]));
  let last = Math.max(0, ...numbers.values());
  return (url) => {
    const number = numbers.get(url) ?? ++last;
    numbers.set(url, number);
    return number;
  };
}
