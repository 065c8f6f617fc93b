import { defaultChatSettings } from "../../../shared/chat/default-chat-settings.ts";
import type { SentMessage } from "../../../shared/ipc/chat-routes.ts";
import type { Result } from "../../../shared/ipc/result.ts";
import type { Ledger } from "./ledger.ts";
import type { PageClient } from "../../served/page-client.ts";
import type { SeededRandom } from "../seeded-random.ts";

/** A simulated user of a page, somewhat faster than a real one. */
export interface UserSession {
  readonly page: PageClient;
  readonly ledger: Ledger;
  readonly random: SeededRandom;
  readonly modelId: string;
  /** Messages that the server confirmed as sent, in order. */
  readonly sent: SentMessage[];
}

export type UserAction = (session: UserSession) => Promise<void>;

/** No action waits for more than its response. */
export const userActions: Readonly<Record<string, UserAction>> = {
  "do nothing": async () => undefined,
  "start a chat": async (session) => send(session, null),
  "continue a chat": async (session) => send(session, lastOf(session)?.conversation.id ?? null),
  "edit a message": async (session) => {
    const messageId = lastOf(session)?.userMessageId;
    if (!messageId) return send(session, null);
    await keep(session, session.page.request("chat.edit", { messageId, text: words(session.random) }));
  },
  "regenerate a reply": async (session) => {
    const messageId = lastOf(session)?.replyId;
    if (!messageId) return send(session, null);
    await keep(session, session.page.request("chat.regenerate", { messageId }));
  },
  "rename a chat": async ({ page, ledger, random, sent }) => {
    const conversationId = sent.at(-1)?.conversation.id;
    if (!conversationId) return;
    const title = words(random).slice(0, 100).trim();
    const answer = await page.request("conversations.rename", { conversationId, title });
    if (answer === null) ledger.uncertain(conversationId);
    else if (answer.ok) ledger.renamed(conversationId, answer.value.title);
  },
  "delete a chat": async ({ page, ledger, sent }) => {
    const conversationId = sent.pop()?.conversation.id;
    if (!conversationId) return;
    const answer = await page.request("conversations.delete", { conversationId });
    if (answer === null) ledger.uncertain(conversationId);
    else if (answer.ok) ledger.deleted(conversationId);
  },
  "stop a reply": async (session) => {
    await send(session, null);
    const runId = lastOf(session)?.runId;
    if (runId) await session.page.request("chat.stop", { runId });
  },
  "do several actions at once": async (session) => {
    const names = ["start a chat", "continue a chat", "rename a chat", "edit a message", "delete a chat"];
    await Promise.all(names.map(async (name) => userActions[name]?.(session)));
  },
};

function lastOf({ sent }: UserSession): SentMessage | undefined {
  return sent.at(-1);
}

async function send(session: UserSession, conversationId: string | null): Promise<void> {
  const { page, random, modelId } = session;
  const settings = {
    ...defaultChatSettings,
    thinking: random.below(2) < 1,
    maxTokens: random.pick([1, 20, 400, null, null]),
  };
  const text = words(random);
  await keep(session, page.request("chat.send", { conversationId, text, modelId, settings }));
}

async function keep({ sent }: UserSession, answer: Promise<Result<SentMessage> | null>): Promise<void> {
  const result = await answer;
  if (result?.ok) sent.push(result.value);
}

function words(random: SeededRandom): string {
  const phrases = ["Why is the sky blue? ", "为什么天是蓝的？", "👩‍👩‍👧‍👦 ", "  \n\n", "שלום ", "\u0000 nul "];
  const text = Array.from({ length: 1 + random.below(40) }, () => random.pick(phrases)).join("");
  return `Question ${Math.floor(random.below(1e9))} ${text}`;
}
