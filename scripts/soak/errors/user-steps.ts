import { defaultChatSettings } from "../../../shared/chat/default-chat-settings.ts";
import type { SentMessage } from "../../../shared/ipc/chat-routes.ts";
import { demoModelId } from "../../../shared/models/model.ts";
import { audioAttachment } from "../../../tests/fixtures/attached-media.ts";
import type { AppLedger } from "./app-ledger.ts";
import type { OpenedApp } from "./opened-app.ts";

export const otherModelId = "short.gguf";

type Step = (opened: OpenedApp, ledger: AppLedger, context: StepContext) => Promise<unknown>;

export interface StepContext {
  /** Base URL of a model server. */
  readonly serverUrl: string;
  /** Every message that was sent, for the end of its reply to be awaited. */
  readonly sent: SentMessage[];
}

async function send(
  opened: OpenedApp,
  ledger: AppLedger,
  context: StepContext,
  text: string,
  change: { readonly conversationId?: string; readonly modelId?: string } = {},
): Promise<SentMessage> {
  const { conversationId = null, modelId = demoModelId } = change;
  const message = { conversationId, text, modelId, settings: defaultChatSettings };
  const sent = await opened.request("chat.send", message);
  ledger.sent.set(sent.userMessageId ?? "", text);
  context.sent.push(sent);
  return sent;
}

/** What a user does, each with its own failure. */
export const userSteps: Readonly<Record<string, Step>> = {
  settings: async (opened, ledger) => {
    ledger.themes = ["dark", "light"];
    await opened.request("settings.update", { theme: "light" });
    ledger.themes = ["light"];
  },
  chat: async (opened, ledger, context) => {
    const first = await send(opened, ledger, context, "One");
    const { id } = first.conversation;
    await send(opened, ledger, context, "Two, while one is written", { conversationId: id });
    await send(opened, ledger, context, "Three, elsewhere");
    await opened.ended(first);
    const edited = await opened.request("chat.edit", {
      messageId: first.userMessageId ?? "",
      text: "One, edited",
    });
    ledger.sent.set(edited.userMessageId ?? "", "One, edited");
    context.sent.push(edited, await opened.request("chat.regenerate", { messageId: first.replyId }));
    await opened.request("chat.setPinned", { messageId: first.userMessageId ?? "", isPinned: true });
  },
  recording: async (opened, ledger, context) => {
    const attachments = [
      await audioAttachment(opened.app.media, "a"),
      await audioAttachment(opened.app.media, "b"),
    ];
    const sent = await opened.request("chat.send", {
      conversationId: null,
      text: "Transcribe",
      attachments,
      modelId: otherModelId,
      settings: defaultChatSettings,
      task: { name: "transcribe", each: "clip" },
    });
    ledger.sent.set(sent.userMessageId ?? "", "Transcribe");
    context.sent.push(sent);
    await send(opened, ledger, context, "A message in between");
  },
  stop: async (opened, ledger, context) => {
    const sent = await send(opened, ledger, context, "Stop this");
    await opened.request("chat.stop", { runId: sent.runId });
  },
  models: async (opened) => {
    await opened.request("models.select", { modelId: otherModelId, anyway: true });
    await opened.request("models.plan", { modelId: otherModelId });
    await opened.request("models.unload", {});
  },
  server: async (opened, ledger, context) => {
    const server = await opened.request("servers.add", { url: context.serverUrl, name: "", key: "a-key" });
    const modelId = server.models[0]?.id ?? `remote:${server.id}/none`;
    await send(opened, ledger, context, "To a server", { modelId });
    await opened.request("servers.update", { serverId: server.id, name: "Office", key: null });
    await opened.request("servers.remove", { serverId: server.id });
  },
  chats: async (opened, ledger, context) => {
    const { conversation } = await send(opened, ledger, context, "To be renamed");
    await opened.request("conversations.rename", { conversationId: conversation.id, title: "A title" });
    ledger.titles.set(conversation.id, "A title");
    await opened.request("conversations.search", { query: "renamed" });
    // A deletion that fails halfway may have hidden the chat.
    ledger.deleted.add(conversation.id);
    await opened.request("conversations.delete", { conversationId: conversation.id });
    await opened.request("conversations.restore", { conversationId: conversation.id });
    ledger.deleted.delete(conversation.id);
    opened.app.readExport(conversation.id, new URLSearchParams({ language: "en" }));
  },
  files: async (opened) => {
    await opened.request("hub.setToken", { token: "hf_token" });
    await opened.request("models.remove", { modelId: otherModelId });
    await opened.request("models.restore", { modelId: otherModelId });
  },
};
