import type { Conversation } from "../../../../shared/chat/conversation.ts";
import { branchTo, treeOf, type MessageTree } from "../../../../shared/chat/message-tree.ts";
import type { Message, MessageId } from "../../../../shared/chat/message.ts";
import type { Run } from "../../../../shared/chat/run.ts";
import type { ConversationView } from "../../../../shared/ipc/conversation-routes.ts";

type TreeNode = Pick<Message, "id" | "parentId">;

/** A reply that is queued or being generated, as far as this page has followed it. */
export interface LiveRun {
  readonly run: Run;
  /** Number of the last part event applied to the message. */
  readonly seq: number;
  /** When this page learned of the phase, in `performance.now()` milliseconds. */
  readonly phaseSinceMs: number;
}

/** The open chat. Everything that did not change keeps its identity from one state to the next. */
export interface LiveChat {
  readonly head: Omit<Conversation, "messages">;
  /** Oldest first. */
  readonly messages: ReadonlyMap<MessageId, Message>;
  /** The relations alone: the same object as long as no message is added. */
  readonly tree: MessageTree<TreeNode>;
  /** The messages on screen, from the first to the active leaf. */
  readonly branch: readonly MessageId[];
  readonly runs: ReadonlyMap<MessageId, LiveRun>;
}

export function liveChatFrom({ conversation, runs }: ConversationView, nowMs: number): LiveChat {
  const { messages, ...head } = conversation;
  const tree = treeFrom(messages);
  return {
    head,
    messages: new Map(messages.map((message) => [message.id, message])),
    tree,
    branch: branchIds(tree, head.activeLeafId),
    runs: new Map(runs.map((run) => [run.messageId, { run, seq: run.seq, phaseSinceMs: nowMs }])),
  };
}

/** A leaf that is not loaded yet is shown when its message arrives; until then the branch stays the same. */
export function withHead(chat: LiveChat, head: LiveChat["head"]): LiveChat {
  const { activeLeafId } = head;
  const isNewLeaf = activeLeafId !== chat.head.activeLeafId;
  const isHere = activeLeafId === null || chat.messages.has(activeLeafId);
  return { ...chat, head, branch: isNewLeaf && isHere ? branchIds(chat.tree, activeLeafId) : chat.branch };
}

/** Inserts or replaces a message; one that continues the branch on screen is shown. */
export function withMessage(chat: LiveChat, message: Message): LiveChat {
  const messages = new Map(chat.messages).set(message.id, message);
  if (chat.messages.has(message.id)) return { ...chat, messages };
  const tree = treeFrom([...messages.values()]);
  const continuesBranch = message.parentId === chat.head.activeLeafId;
  const head = continuesBranch ? { ...chat.head, activeLeafId: message.id } : chat.head;
  return { ...chat, head, messages, tree, branch: branchIds(tree, head.activeLeafId) };
}

/** The running reply; if there is none, the first one that is paused or queued. */
export function currentRunOf(chat: LiveChat): LiveRun | null {
  const runs = [...chat.runs.values()];
  const isRunning = ({ run: { phase } }: LiveRun) => phase.type !== "queued" && phase.type !== "paused";
  return runs.find(isRunning) ?? runs[0] ?? null;
}

function treeFrom(messages: readonly TreeNode[]): MessageTree<TreeNode> {
  return treeOf(messages.map(({ id, parentId }) => ({ id, parentId })));
}

function branchIds(tree: MessageTree<TreeNode>, leafId: MessageId | null): readonly MessageId[] {
  return branchTo(tree, leafId).map(({ id }) => id);
}
