import type { ConversationId } from "../../../../shared/chat/message.ts";

/**
 * Opening a chat is noted for all tabs, since a tab that died is closed. A reply that grows is noted for its
 * own tab alone: others may open the chat meanwhile.
 */
export type DrawingReason = "opening" | "growing";

const prefix = "facet.drawing.";
const storages: Readonly<Record<DrawingReason, () => Storage>> = {
  opening: () => localStorage,
  growing: () => sessionStorage,
};
const reasons = Object.keys(storages) as readonly DrawingReason[];
/** The marks of this page; others belong to a page that ended while it drew. */
const own = new Map<string, () => void>();

/**
 * Notes outside the page that the chat is being drawn. Returns a function that removes the note, as closing
 * the page does. A page that dies or hangs cannot remove it.
 */
export function markDrawing(id: ConversationId, reason: DrawingReason): () => void {
  const name = `${reason} ${id}`;
  const remove = () => {
    if (own.delete(name)) attempt(() => storages[reason]().removeItem(prefix + id));
  };
  attempt(() => storages[reason]().setItem(prefix + id, "1"));
  own.set(name, remove);
  return remove;
}

/** Whether an earlier page ended while it drew the chat. */
export function endedWhileDrawing(id: ConversationId): boolean {
  return reasons.some(
    (reason) => !own.has(`${reason} ${id}`) && attempt(() => storages[reason]().getItem(prefix + id)) === "1",
  );
}

export function forgetDrawing(id: ConversationId): void {
  for (const reason of reasons) attempt(() => storages[reason]().removeItem(prefix + id));
}

/** Without storage, a chat that ends the page is drawn again. */
function attempt<Result>(act: () => Result): Result | null {
  try {
    return act();
  } catch {
    return null;
  }
}

window.addEventListener("pagehide", () => {
  for (const remove of [...own.values()]) remove();
});
