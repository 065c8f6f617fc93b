import type { Message, MessageId } from "../../../../shared/chat/message.ts";
import type { MessagePart } from "../../../../shared/chat/message-part.ts";
import type { Run, RunDelta } from "../../../../shared/chat/run.ts";
import type { EventMessage } from "../../../../shared/ipc/contract.ts";
import { withHead, withMessage, type LiveChat } from "./live-chat.ts";

/**
 * `stale`: an event was missed, so the chat on screen may lack text and has to be fetched again.
 * `gone`: the chat was deleted.
 */
export type Applied = LiveChat | "stale" | "gone";

/** Applies an event to the open chat; returns the same object when the event concerns another chat. */
export function applyEvent(chat: LiveChat, message: EventMessage, nowMs: number): Applied {
  switch (message.event) {
    case "chat.delta":
      return isOf(chat, message.data) ? applyDelta(chat, message.data) : chat;
    case "chat.message":
      return isOf(chat, message.data) ? applyMessage(chat, message.data) : chat;
    case "chat.run":
      return isOf(chat, message.data) ? applyRun(chat, message.data, nowMs) : chat;
    case "chat.ended":
      return isOf(chat, message.data) ? withoutRun(chat, message.data.messageId) : chat;
    case "conversation.configured":
      return message.data.id === chat.head.id ? withHead(chat, message.data) : chat;
    case "conversation.changed":
      return message.data.id === chat.head.id ? withHead(chat, { ...chat.head, ...message.data }) : chat;
    case "conversation.deleted":
      return isOf(chat, message.data) ? "gone" : chat;
    case "settings.changed":
    case "models.changed":
    case "downloads.changed":
    case "hub.tokenChanged":
    case "engine.changed":
    case "hardware.changed":
    case "storage.changed":
      return chat;
  }
}

function isOf(chat: LiveChat, data: { readonly conversationId: string }): boolean {
  return data.conversationId === chat.head.id;
}

function applyMessage(chat: LiveChat, message: Message): Applied {
  const known = chat.messages.get(message.id);
  if (known?.status.type !== "streaming" || message.status.type !== "streaming")
    return withMessage(chat, message);
  // Text arrives by deltas alone, so this message may be older than the deltas already applied.
  const parts = withCuts(withDurations(known.parts, message.parts), message.parts);
  // A part that just began has no deltas yet and comes from the message.
  const begun = message.parts.slice(known.parts.length);
  return withMessage(chat, { ...message, parts: [...parts, ...begun] });
}

function withDurations(known: readonly MessagePart[], told: readonly MessagePart[]): readonly MessagePart[] {
  const durationMs = told.find((part) => part.type === "thought")?.durationMs ?? null;
  if (durationMs === null) return known;
  return known.map((part) => (part.type === "thought" ? { ...part, durationMs } : part));
}

function withCuts(known: readonly MessagePart[], told: readonly MessagePart[]): readonly MessagePart[] {
  return known.map((part, at) => {
    const other = told[at];
    const isCut = part.type === "text" && !part.isCut && other?.type === "text" && other.isCut === true;
    return isCut ? { ...part, isCut } : part;
  });
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

function applyDelta(chat: LiveChat, delta: RunDelta): Applied {
  const message = chat.messages.get(delta.messageId);
  if (!message) return "stale";
  // The message already has its final form.
  if (message.status.type !== "streaming") return chat;
  const known = chat.runs.get(delta.messageId);
  if (known?.run.runId !== delta.runId) return "stale";
  if (delta.seq <= known.seq) return chat;
  if (delta.seq > known.seq + 1) return "stale";
  const runs = new Map(chat.runs).set(delta.messageId, { ...known, seq: delta.seq });
  const grown = { ...message, parts: appendText(message.parts, delta.part, delta.text) };
  return { ...withMessage(chat, grown), runs };
}

function appendText(
  parts: readonly MessagePart[],
  type: RunDelta["part"],
  text: string,
): readonly MessagePart[] {
  const last = parts.at(-1);
  if (last?.type === type) return [...parts.slice(0, -1), { ...last, text: last.text + text }];
  return [...parts, type === "thought" ? { type, text, durationMs: null } : { type, text }];
}

function withoutRun(chat: LiveChat, messageId: MessageId): LiveChat {
  if (!chat.runs.has(messageId)) return chat;
  const runs = new Map(chat.runs);
  runs.delete(messageId);
  return { ...chat, runs };
}
