import { create } from "zustand";
import type { AppSnapshot, EventMessage, RouteInput } from "../../../shared/ipc/contract.ts";
import type { Result } from "../../../shared/ipc/result.ts";
import type { FolderGrant } from "../../../shared/tools/folder-grant.ts";
import type { ToolGroup } from "../../../shared/tools/tool-group.ts";
import type { ToolRule } from "../../../shared/tools/tool-rule.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { showFailure } from "../../toasts.ts";

export interface ToolsState {
  readonly groups: readonly ToolGroup[];
  /** By key; a tool without a rule is asked about. */
  readonly rules: Readonly<Record<string, ToolRule>>;
  /** Ids of the groups that are on in new chats. */
  readonly inNewChats: readonly string[];
  readonly folders: readonly FolderGrant[];
}

export const useTools = create<ToolsState>(() => ({ groups: [], rules: {}, inNewChats: [], folders: [] }));

export function receiveSnapshot({ tools, settings }: AppSnapshot): void {
  useTools.setState({ groups: tools });
  receiveSettings(settings);
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "tools.changed") useTools.setState({ groups: message.data });
  if (message.event === "settings.changed") receiveSettings(message.data);
}

function receiveSettings({ toolRules, newChatTools, grantedFolders }: AppSnapshot["settings"]): void {
  useTools.setState({ rules: toolRules, inNewChats: newChatTools, folders: grantedFolders });
}

export async function setRule(tool: string, rule: ToolRule | null): Promise<void> {
  report(await request("tools.setRule", { tool, rule }));
}

export async function setInNewChats(sourceId: string, isOn: boolean): Promise<void> {
  const others = useTools.getState().inNewChats.filter((id) => id !== sourceId);
  report(await request("settings.update", { newChatTools: isOn ? [...others, sourceId] : others }));
}

/** @returns whether it was added; where not, why was shown */
export async function grantFolder(grant: RouteInput<"tools.grantFolder">): Promise<boolean> {
  return report(await request("tools.grantFolder", grant));
}

export async function revokeFolder(path: string): Promise<void> {
  report(await request("tools.revokeFolder", { path }));
}

function report(result: Result<unknown>): boolean {
  if (result.ok) return true;
  const { title, detail } = describeFailure(result.error, getText());
  showFailure({ text: title, detail });
  return false;
}
