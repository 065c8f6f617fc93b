import type { Message, MessageId } from "../../../../shared/chat/message.ts";
import { applyPartChange, type PartEvent } from "../../../../shared/chat/part-event.ts";
import type { Run } from "../../../../shared/chat/run.ts";
import type { EventMessage } from "../../../../shared/ipc/contract.ts";
import { isEventOf } from "../../../../shared/ipc/event.ts";
import { withHead, withMessage, type LiveChat } from "./live-chat.ts";

/**
 * `stale`: an event was missed, so the chat on screen may lack text and has to be fetched again.
 * `gone`: the chat was deleted.
 */
export type Applied = LiveChat | "stale" | "gone";

/** Applies an event to the open chat; returns the same object when the event concerns another chat. */
export function applyEvent(chat: LiveChat, message: EventMessage, nowMs: number): Applied {
  if (!isEventOf(message, ["chat", "conversation"])) return chat;
  switch (message.event) {
    case "chat.part":
      return isOf(chat, message.data) ? applyPart(chat, message.data) : chat;
    case "chat.message":
      return isOf(chat, message.data) ? applyMessage(chat, message.data) : chat;
    case "chat.run":
      return isOf(chat, message.data) ? applyRun(chat, message.data, nowMs) : chat;
    case "chat.ended":
      return isOf(chat, message.data) ? withoutRun(chat, message.data.messageId) : chat;
    case "chat.reshaped":
      return isOf(chat, message.data) ? "stale" : chat;
    case "conversation.configured":
      return message.data.id === chat.head.id ? withHead(chat, message.data) : chat;
    case "conversation.changed":
      return message.data.id === chat.head.id ? withHead(chat, { ...chat.head, ...message.data }) : chat;
    case "conversation.deleted":
    case "conversation.erased":
      return isOf(chat, message.data) ? "gone" : chat;
  }
}

function isOf(chat: LiveChat, data: { readonly conversationId: string }): boolean {
  return data.conversationId === chat.head.id;
}

function applyMessage(chat: LiveChat, message: Message): LiveChat {
  const known = chat.messages.get(message.id);
  const isFollowed = known?.status.type === "streaming" && chat.runs.has(message.id);
  if (!isFollowed || message.status.type !== "streaming") return withMessage(chat, message);
  // The parts of a reply that is followed grow by part events alone: this copy may be older than them.
  return withMessage(chat, { ...message, parts: known.parts });
}

function applyRun(chat: LiveChat, run: Run, nowMs: number): Applied {
  const message = chat.messages.get(run.messageId);
  if (!message) return "stale";
  if (message.status.type !== "streaming") return chat;
  const known = chat.runs.get(run.messageId);
  const seq = known?.run.runId === run.runId ? known.seq : 0;
  if (run.seq > seq) return "stale";
  const runs = new Map(chat.runs).set(run.messageId, { run, seq, phaseSinceMs: nowMs });
  return { ...chat, runs };
}

function applyPart(chat: LiveChat, event: PartEvent): Applied {
  const message = chat.messages.get(event.messageId);
  if (!message) return "stale";
  // The message already has its final form.
  if (message.status.type !== "streaming") return chat;
  const known = chat.runs.get(event.messageId);
  if (known?.run.runId !== event.runId) return "stale";
  if (event.seq <= known.seq) return chat;
  if (event.seq > known.seq + 1) return "stale";
  const parts = applyPartChange(message.parts, event);
  // The event names a part that this page does not have.
  if (parts === message.parts) return "stale";
  const runs = new Map(chat.runs).set(event.messageId, { ...known, seq: event.seq });
  return { ...withMessage(chat, { ...message, parts }), runs };
}

function withoutRun(chat: LiveChat, messageId: MessageId): LiveChat {
  if (!chat.runs.has(messageId)) return chat;
  const runs = new Map(chat.runs);
  runs.delete(messageId);
  return { ...chat, runs };
}
