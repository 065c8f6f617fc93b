import { create } from "zustand";
import type { AppSnapshot, EventMessage, RouteInput, RouteOutput } from "../../../shared/ipc/contract.ts";
import type { Result } from "../../../shared/ipc/result.ts";
import type { McpAnswer, McpQuestion } from "../../../shared/tools/mcp/mcp-question.ts";
import type { McpServer } from "../../../shared/tools/mcp/mcp-server.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { showFailure, showNews } from "../../toasts.ts";

export interface McpState {
  readonly servers: readonly McpServer[];
  /** What servers ask, the first first. */
  readonly questions: readonly McpQuestion[];
  /** Where secrets are kept. */
  readonly keeping: "system" | "file";
}

export const useMcp = create<McpState>(() => ({ servers: [], questions: [], keeping: "file" }));

export function receiveSnapshot({ mcpServers, mcpQuestions, hubToken }: AppSnapshot): void {
  useMcp.setState({ servers: mcpServers, questions: mcpQuestions, keeping: hubToken.keeping });
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "mcp.changed") useMcp.setState({ servers: message.data });
  if (message.event === "mcp.questions") useMcp.setState({ questions: message.data });
}

/** @returns whether it was added; where not, why was shown */
export async function addServer(server: RouteInput<"mcp.add">): Promise<boolean> {
  return report(await request("mcp.add", server)) !== null;
}

/** @returns whether it was changed; where not, why was shown */
export async function updateServer(change: RouteInput<"mcp.update">): Promise<boolean> {
  return report(await request("mcp.update", change)) !== null;
}

/** `unread`: it is no configuration; null: it failed, and why was shown. */
export async function importServers(
  text: string,
): Promise<NonNullable<RouteOutput<"mcp.import">> | "unread" | null> {
  const result = await request("mcp.import", { text });
  if (result.ok) return result.value ?? "unread";
  report(result);
  return null;
}

export async function confirmServer(serverId: string): Promise<void> {
  report(await request("mcp.confirm", { serverId }));
}

export async function restartServer(serverId: string): Promise<void> {
  report(await request("mcp.restart", { serverId }));
}

export async function removeServer({ id: serverId, name }: McpServer): Promise<void> {
  const result = await request("mcp.remove", { serverId });
  report(result);
  if (result.ok) showNews({ text: getText().mcp.removed(name) });
}

/** The page at which the user signs in; null: it could not be had, and why was shown. */
export async function beginSignIn(serverId: string): Promise<string | null> {
  return report(await request("mcp.signIn", { serverId, words: getText().mcp.signInDone }));
}

export async function signOut(serverId: string): Promise<void> {
  report(await request("mcp.signOut", { serverId }));
}

/** null: they could not be had, and why was shown. */
export async function messagesOf(serverId: string): Promise<string | null> {
  return report(await request("mcp.stderr", { serverId }));
}

export async function answerQuestion(questionId: string, answer: McpAnswer): Promise<void> {
  report(await request("mcp.answer", { questionId, answer }));
}

/** The value; null: it failed, which is shown. */
export function report<T>(result: Result<T>): T | null {
  if (result.ok) return result.value;
  const { title, detail } = describeFailure(result.error, getText());
  showFailure({ text: title, detail });
  return null;
}
