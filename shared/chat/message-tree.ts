import type { Message, MessageId } from "./message.ts";

type Node = Pick<Message, "id" | "parentId">;

/**
 * The messages of a conversation, indexed by id and by parent. Built in one pass so that lookups for each row
 * of a long chat stay cheap; rebuild it when a message is added, not when text is appended.
 */
export interface MessageTree<M extends Node = Message> {
  readonly byId: ReadonlyMap<MessageId, M>;
  /** In order of creation. The key null holds the first message and its alternatives. */
  readonly childrenOf: ReadonlyMap<MessageId | null, readonly M[]>;
}

/** @param messages all branches, oldest first; a message whose parent is unknown counts as a first message */
export function treeOf<M extends Node>(messages: readonly M[]): MessageTree<M> {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const childrenOf = new Map<MessageId | null, M[]>();
  for (const message of messages) {
    const parentId = parentIn(byId, message);
    const siblings = childrenOf.get(parentId);
    if (siblings) siblings.push(message);
    else childrenOf.set(parentId, [message]);
  }
  return { byId, childrenOf };
}

/** The messages from the first one to this leaf, in reading order; empty when the leaf is null or unknown. */
export function branchTo<M extends Node>(tree: MessageTree<M>, leafId: MessageId | null): readonly M[] {
  const branch: M[] = [];
  let message = leafId === null ? undefined : tree.byId.get(leafId);
  // The bound terminates the loop on damaged data in which messages are each other's parents.
  while (message && branch.length < tree.byId.size) {
    branch.push(message);
    message = message.parentId === null ? undefined : tree.byId.get(message.parentId);
  }
  return branch.reverse();
}

/**
 * All messages with the same parent, oldest first, including the message itself; empty when it is unknown.
 */
export function siblingsOf<M extends Node>(tree: MessageTree<M>, id: MessageId): readonly M[] {
  const message = tree.byId.get(id);
  return message ? (tree.childrenOf.get(parentIn(tree.byId, message)) ?? []) : [];
}

export interface SiblingPlace {
  /** From 1. */
  readonly position: number;
  readonly count: number;
  readonly previousId: MessageId | null;
  readonly nextId: MessageId | null;
}

/** The position of a message among its siblings, shown as "2 of 3", and the siblings before and after it. */
export function siblingPlace<M extends Node>(tree: MessageTree<M>, id: MessageId): SiblingPlace {
  const siblings = siblingsOf(tree, id);
  const index = siblings.findIndex((sibling) => sibling.id === id);
  return {
    position: index + 1,
    count: siblings.length,
    previousId: siblings[index - 1]?.id ?? null,
    nextId: index === -1 ? null : (siblings[index + 1]?.id ?? null),
  };
}

/**
 * The newest leaf among the branches through this message: the branch to show when the user selects the
 * message. The message itself when nothing follows it, null when it is unknown.
 */
export function newestLeafBelow<M extends Node>(tree: MessageTree<M>, id: MessageId): MessageId | null {
  if (!tree.byId.has(id)) return null;
  const below = new Set([id]);
  let newest = id;
  // A message is created after its parent, so the newest descendant is a leaf.
  for (const message of tree.byId.values()) {
    if (message.parentId !== null && below.has(message.parentId)) {
      below.add(message.id);
      newest = message.id;
    }
  }
  return newest;
}

function parentIn<M extends Node>(byId: ReadonlyMap<MessageId, M>, message: M): MessageId | null {
  return message.parentId !== null && byId.has(message.parentId) ? message.parentId : null;
}
