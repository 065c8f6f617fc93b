import type { SourcePart } from "../../../../shared/chat/message-part.ts";
import { webUrl } from "./web-url.ts";

export interface ListedSource {
  readonly number: number;
  readonly title: string;
  readonly url: URL;
}

/**
 * The numbered sources of a reply, each once and in the order of their numbers.
 * @param cited the numbers in the answer
 */
export function listSources(
  sources: readonly SourcePart[],
  cited: ReadonlySet<number>,
): { readonly used: readonly ListedSource[]; readonly found: readonly ListedSource[] } {
  const listed = new Map<number, ListedSource>();
  const read = new Set<number>();
  for (const { number, title, url: address, origin } of sources) {
    const url = webUrl(address);
    if (number === undefined || url === null) continue;
    // A page that was read comes after the result that led to it, and knows its title best.
    listed.set(number, { number, title: title.trim() || url.host, url });
    if (origin === "page") read.add(number);
  }
  const all = [...listed.values()].sort((a, b) => a.number - b.number);
  const isUsed = ({ number }: ListedSource) => cited.has(number) || read.has(number);
  return { used: all.filter(isUsed), found: all.filter((source) => !isUsed(source)) };
}
