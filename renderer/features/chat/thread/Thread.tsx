import { memo, useEffect, useLayoutEffect, useMemo, useState, type RefObject } from "react";
import { searchTerms } from "../../../../shared/chat/search-terms.ts";
import { siblingPlace } from "../../../../shared/chat/message-tree.ts";
import type { MessageId } from "../../../../shared/chat/message.ts";
import { openChatOf, useChat } from "../state/chat-store.ts";
import type { LiveChat } from "../state/live-chat.ts";
import { groupRows, rowsPerGroup } from "./group-rows.ts";
import { groupsToFill } from "./groups-to-fill.ts";
import { markWords } from "./mark-words.ts";
import { MessageGroup } from "./MessageGroup.tsx";
import { useMountedFrom } from "./use-mounted-from.ts";

export interface ThreadProps {
  readonly tree: LiveChat["tree"];
  readonly branch: LiveChat["branch"];
  readonly scroller: RefObject<HTMLElement | null>;
  /** A message to scroll to, when opened from a search result. */
  readonly targetId: MessageId | null;
  /** The search that led to it. */
  readonly query: string;
  readonly onTargetShown: () => void;
}

const openMessage = (id: MessageId) => openChatOf(useChat.getState())?.messages.get(id);

/** The messages on screen. Re-rendered when a message is added, not when text arrives. */
export const Thread = memo(function Thread({
  tree,
  branch,
  scroller,
  targetId,
  query,
  onTargetShown,
}: ThreadProps) {
  const groups = useMemo(
    () => groupRows(branch.map((id) => ({ id, ...siblingPlace(tree, id) }))),
    [tree, branch],
  );
  const targetDepth = targetId === null ? -1 : branch.indexOf(targetId);
  const targetGroup = targetDepth === -1 ? null : Math.floor(targetDepth / rowsPerGroup);
  const [target, setTarget] = useState<Element | null>(null);
  const [firstGroups] = useState(() => groupsToFill(groups, openMessage, window.innerHeight));
  const from = useMountedFrom(groups.length, firstGroups, targetGroup, scroller);

  useLayoutEffect(() => {
    if (targetDepth === -1) return;
    const box = scroller.current;
    const row = box?.querySelector(`[data-depth="${targetDepth}"]`);
    if (!box || !row) return;
    onTargetShown();
    // A message taller than the viewport is aligned to its top.
    const isTall = row.getBoundingClientRect().height > box.clientHeight;
    row.scrollIntoView({ block: isTall ? "start" : "center", behavior: "instant" });
    setTarget(row);
    if (query === "" && !window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
      row.animate(
        { backgroundColor: ["var(--match)", "transparent"] },
        { duration: 1500, easing: "ease-in" },
      );
    }
  }, [targetDepth, scroller, query, onTargetShown]);

  useEffect(() => {
    if (target === null || query === "") return undefined;
    return markWords(target, searchTerms(query));
  }, [target, query]);

  return (
    <div>
      {groups.slice(from).map(({ firstDepth, rows }, index) => (
        <MessageGroup
          key={firstDepth}
          rows={rows}
          firstDepth={firstDepth}
          isLast={from + index === groups.length - 1}
        />
      ))}
    </div>
  );
});
