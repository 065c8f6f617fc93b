import type { ConversationId } from "../../shared/chat/message.ts";
import type { RouteParsed } from "../../shared/ipc/contract.ts";
import type { ChatTools } from "../../shared/tools/chat-tools.ts";
import type { FolderGrant } from "../../shared/tools/folder-grant.ts";
import type { ListedTool, ToolGroup } from "../../shared/tools/tool-group.ts";
import type { ToolRule } from "../../shared/tools/tool-rule.ts";
import type { ConversationService } from "../chat/conversation-service.ts";
import type { ConversationStore } from "../chat/conversation-store.ts";
import type { Publish } from "../ipc/publish.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import { grantedFolder } from "./built-in/files/granted-folder.ts";
import type { PendingApprovals, PendingCall } from "./pending-approvals.ts";
import { toolKey, type ToolRegistry } from "./tool-registry.ts";
import type { ToolSource } from "./tool-source.ts";

export interface ToolServiceOptions {
  readonly registry: ToolRegistry;
  readonly approvals: PendingApprovals;
  readonly conversations: Pick<ConversationService, "configure">;
  readonly store: ConversationStore;
  readonly settings: SettingsStore;
  readonly publish: Publish;
}

/** What the user decides about tools, and the list of them. */
export class ToolService {
  readonly #options: ToolServiceOptions;
  readonly #unsubscribe: () => void;

  constructor(options: ToolServiceOptions) {
    this.#options = options;
    const { registry, publish } = options;
    this.#unsubscribe = registry.onChange(() => publish({ event: "tools.changed", data: this.list() }));
  }

  list(): readonly ToolGroup[] {
    return this.#options.registry.sources().map(groupOf);
  }

  /** @throws AppError `storage-failed`: the call is allowed, but the permission lasts only until the app ends */
  async decide({ partId, decision }: RouteParsed<"tools.decide">): Promise<void> {
    const { approvals } = this.#options;
    const call = approvals.get(partId);
    if (!call) return;
    if (decision.type === "deny") {
      approvals.decide(partId, decision);
      return;
    }
    const { tool, hasUntrustedText: afterUntrustedText } = call;
    if (decision.scope === "chat") this.#allowInChat(call);
    const saved =
      decision.scope === "always" ? this.setRule(tool, afterUntrustedText ? "allow-all" : "allow") : null;
    approvals.decide(partId, { type: "allow" });
    if (decision.scope !== "once") this.#allowWaiting(call, decision.scope);
    await saved;
  }

  async setRule(tool: string, rule: ToolRule | null): Promise<void> {
    const { settings } = this.#options;
    const { [tool]: _, ...others } = settings.current.toolRules;
    await settings.update({ toolRules: rule === null ? others : { ...others, [tool]: rule } });
  }

  /** @throws AppError `folder-unusable` */
  async grantFolder(wanted: FolderGrant): Promise<FolderGrant> {
    const { settings } = this.#options;
    const grant = await grantedFolder(wanted);
    const others = settings.current.grantedFolders.filter(({ path }) => path !== grant.path);
    await settings.update({ grantedFolders: [...others, grant] });
    return grant;
  }

  async revokeFolder(path: string): Promise<void> {
    const { settings } = this.#options;
    await settings.update({
      grantedFolders: settings.current.grantedFolders.filter((grant) => grant.path !== path),
    });
  }

  dispose(): void {
    this.#unsubscribe();
  }

  #allowInChat({ conversationId, tool, hasUntrustedText: afterUntrustedText }: PendingCall): void {
    const { conversations } = this.#options;
    const tools = this.#toolsOf(conversationId);
    const others = tools.allowed.filter((grant) => grant.tool !== tool);
    const allowed = [...others, { tool, afterUntrustedText }];
    conversations.configure({ conversationId, settings: { tools: { ...tools, allowed } } });
  }

  /** Other calls of the same tool that the permission covers and that wait already. */
  #allowWaiting({ tool, conversationId, hasUntrustedText }: PendingCall, scope: "chat" | "always"): void {
    const { approvals } = this.#options;
    for (const other of approvals.all()) {
      const isInReach = scope === "always" || other.conversationId === conversationId;
      const isCovered = hasUntrustedText || !other.hasUntrustedText;
      if (other.tool === tool && isInReach && isCovered) approvals.decide(other.partId, { type: "allow" });
    }
  }

  #toolsOf(conversationId: ConversationId): ChatTools {
    return this.#options.store.head(conversationId).settings.tools;
  }
}

function groupOf({ id, title, state }: ToolSource): ToolGroup {
  if (state.type !== "ready") return { id, title, state };
  const tools = state.tools.map(
    ({ declaration: { name, description }, title: ofTool, access, asksFrom }): ListedTool => ({
      key: toolKey(id, name),
      name,
      title: ofTool,
      description,
      access,
      ...(asksFrom && { asksFrom }),
    }),
  );
  return { id, title, state: { type: "ready", tools } };
}
