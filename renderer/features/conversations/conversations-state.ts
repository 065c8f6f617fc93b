import type { ConversationSummary } from "../../../shared/chat/conversation.ts";
import type { ConversationId } from "../../../shared/chat/message.ts";
import type { DeletedConversation } from "../../../shared/chat/recently-deleted.ts";
import type { Run } from "../../../shared/chat/run.ts";
import type { AppSnapshot, EventMessage } from "../../../shared/ipc/contract.ts";

/** Activity of a chat, as shown in the list. */
export type Activity = "running" | "queued";

export interface ActiveRun {
  readonly runId: string;
  readonly conversationId: ConversationId;
  readonly activity: Activity;
}

export interface ConversationsState {
  /** False until the host has answered once; until then an empty list means nothing. */
  readonly isLoaded: boolean;
  /** Most recently updated first. */
  readonly conversations: readonly ConversationSummary[];
  /** Chats that can be restored, the last deleted first. */
  readonly deleted: readonly DeletedConversation[];
  readonly runs: readonly ActiveRun[];
}

export const initialConversations: ConversationsState = {
  isLoaded: false,
  conversations: [],
  deleted: [],
  runs: [],
};

export function fromSnapshot(
  snapshot: Pick<AppSnapshot, "conversations" | "deletedConversations" | "runs">,
): ConversationsState {
  return {
    isLoaded: true,
    conversations: [...snapshot.conversations].sort(byLastWritten),
    deleted: snapshot.deletedConversations,
    runs: snapshot.runs.map(toActiveRun),
  };
}

/** Returns the same object when the event changes nothing here, so that nothing re-renders. */
export function applyEvent(state: ConversationsState, message: EventMessage): ConversationsState {
  if (message.event === "conversation.changed") {
    return withConversation(state, message.data);
  }
  if (message.event === "conversation.deleted") {
    return withDeleted(state, message.data.conversationId, message.data.deletedAtMs);
  }
  if (message.event === "conversation.erased") {
    return withoutConversation(state, message.data.conversationId);
  }
  if (message.event === "chat.run") {
    return withRun(state, toActiveRun(message.data));
  }
  return message.event === "chat.ended" ? withoutRun(state, message.data.runId) : state;
}

export function withConversation(
  state: ConversationsState,
  conversation: ConversationSummary,
): ConversationsState {
  const others = state.conversations.filter((other) => other.id !== conversation.id);
  // The changed chat is nearly always the newest, and then the search ends at once.
  const after = others.findIndex((other) => byLastWritten(conversation, other) <= 0);
  const at = after === -1 ? others.length : after;
  const conversations = [...others.slice(0, at), conversation, ...others.slice(at)];
  return { ...state, conversations, deleted: without(state.deleted, conversation.id) };
}

/** Moves a chat to the deleted ones. */
export function withDeleted(
  state: ConversationsState,
  id: ConversationId,
  deletedAtMs: number,
): ConversationsState {
  const conversation = state.conversations.find((each) => each.id === id);
  if (!conversation) return state;
  return {
    ...state,
    conversations: without(state.conversations, id),
    deleted: [{ ...conversation, deletedAtMs }, ...state.deleted],
  };
}

/** Without a chat that is gone for good. */
function withoutConversation(state: ConversationsState, id: ConversationId): ConversationsState {
  const conversations = without(state.conversations, id);
  const deleted = without(state.deleted, id);
  const isUnchanged = conversations === state.conversations && deleted === state.deleted;
  return isUnchanged ? state : { ...state, conversations, deleted };
}

/** The same list where no chat has the id. */
function without<Chat extends ConversationSummary>(
  chats: readonly Chat[],
  id: ConversationId,
): readonly Chat[] {
  return chats.some((chat) => chat.id === id) ? chats.filter((chat) => chat.id !== id) : chats;
}

/** A chat with a running and a queued reply is running. */
export function activityOf(runs: readonly ActiveRun[], id: ConversationId): Activity | null {
  const own = runs.filter((run) => run.conversationId === id);
  return own.find((run) => run.activity === "running")?.activity ?? own[0]?.activity ?? null;
}

function withRun(state: ConversationsState, run: ActiveRun): ConversationsState {
  const known = state.runs.find((other) => other.runId === run.runId);
  if (known?.activity === run.activity) {
    return state;
  }
  return { ...state, runs: [...state.runs.filter((other) => other !== known), run] };
}

function withoutRun(state: ConversationsState, runId: string): ConversationsState {
  return state.runs.some((run) => run.runId === runId)
    ? { ...state, runs: state.runs.filter((run) => run.runId !== runId) }
    : state;
}

function toActiveRun({ runId, conversationId, phase }: Run): ActiveRun {
  // A paused reply waits for another one, as a queued one does.
  const isWaiting = phase.type === "queued" || phase.type === "paused";
  return { runId, conversationId, activity: isWaiting ? "queued" : "running" };
}

function byLastWritten(a: ConversationSummary, b: ConversationSummary): number {
  return b.updatedAtMs - a.updatedAtMs || b.createdAtMs - a.createdAtMs;
}
