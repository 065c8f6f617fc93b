import type { ReactNode } from "react";
import type { Message } from "../../../../shared/chat/message.ts";
import { numberedSources, type NumberedSource } from "../../../../shared/chat/sources.ts";
import { CitedSources, type CitedSource } from "../../../ui/markdown/cited-sources.ts";
import { webUrl } from "../parts/web-url.ts";
import { openChatOf, useChat } from "../state/chat-store.ts";

/** Gives the replies of the open chat the sources that they may cite. */
export function ChatSources({ children }: { readonly children: ReactNode }) {
  const sources = useChat((state) => {
    const chat = openChatOf(state);
    return chat ? mapOf(chat.branch.flatMap((id) => sourcesOf(chat.messages.get(id)))) : none;
  });
  return <CitedSources value={sources}>{children}</CitedSources>;
}

const none: ReadonlyMap<number, CitedSource> = new Map();

/** Runs with every token, while the parts of almost all messages are those of before. */
const known = new WeakMap<Message["parts"], readonly NumberedSource[]>();

function sourcesOf(message: Message | undefined): readonly NumberedSource[] {
  if (!message) return [];
  const found = known.get(message.parts) ?? numberedSources([message]);
  known.set(message.parts, found);
  return found;
}

let last: { readonly sources: readonly NumberedSource[]; readonly map: typeof none } = {
  sources: [],
  map: none,
};

/** The same map for the same sources, so that nothing is rendered again. */
function mapOf(sources: readonly NumberedSource[]): ReadonlyMap<number, CitedSource> {
  const isSame =
    sources.length === last.sources.length && sources.every((source, at) => source === last.sources[at]);
  if (!isSame) {
    const entries = sources.flatMap(({ number, title, url: address }) => {
      const url = webUrl(address);
      return url === null ? [] : [[number, { title: title.trim() || url.host, url: url.href }] as const];
    });
    last = { sources, map: new Map(entries) };
  }
  return last.map;
}
