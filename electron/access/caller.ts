/** The page that makes a request, as far as its rights depend on it. */
export interface Caller {
  readonly deviceId: string;
  /** The browser runs on this computer. */
  readonly isThisComputer: boolean;
}

/**
 * What another device may ask for: to chat, and to choose and download models for it. What is not named here
 * is decided on this computer: who gets in, what tools may touch, which programs and servers are used, keys,
 * files of models, updates, and what can't be undone. A phone that was lost must not decide any of that.
 */
const ofOtherDevices: ReadonlySet<string> = new Set([
  "app.snapshot",
  "catalog.get",
  "catalog.refresh",
  "chat.send",
  "chat.draft",
  "chat.edit",
  "chat.regenerate",
  "chat.resume",
  "chat.correct",
  "chat.answerNow",
  "chat.stop",
  "chat.delete",
  "chat.restore",
  "chat.setReasoningOpen",
  "chat.setPinned",
  "conversations.get",
  "conversations.search",
  "conversations.rename",
  "conversations.delete",
  "conversations.restore",
  "conversations.configure",
  "conversations.fork",
  "conversations.showBranch",
  "downloads.start",
  "downloads.pause",
  "downloads.resume",
  "downloads.cancel",
  "hardware.get",
  "hardware.speeds",
  "hub.search",
  "hub.listing",
  "hub.planFacts",
  "mcp.answer",
  "mcp.offers",
  "mcp.prompt",
  "mcp.resource",
  "models.select",
  "models.checkLoad",
  "models.decide",
  "models.configure",
  "models.unload",
  "models.library",
  "models.plan",
  "models.showHidden",
  "models.template",
  "models.previewTemplate",
  "servers.refresh",
]);

/** Settings of how Facet looks, of models and of new chats. */
const settingsOfOtherDevices: ReadonlySet<string> = new Set([
  "theme",
  "language",
  "accent",
  "isSidebarOpen",
  "modelId",
  "modelSettings",
  "acceptedHosts",
  "unloadAfterMinutes",
  "thinking",
  "newChatOptions",
  "newChatTools",
]);

/** Requests of another device that depend on what they ask for. */
const conditions: Readonly<Record<string, (input: object, deviceId: string) => boolean>> = {
  /** A device may sign itself out. */
  "access.signOut": (input, deviceId) => "deviceId" in input && input.deviceId === deviceId,
  "settings.update": (input) => Object.keys(input).every((name) => settingsOfOtherDevices.has(name)),
  /** It answers for its chat, not for every chat to come. */
  "tools.decide": (input) => !("decision" in input && scopeOf(input.decision) === "always"),
};

/** Whether a page may make this request. */
export function isAllowed(route: string, input: unknown, { deviceId, isThisComputer }: Caller): boolean {
  if (isThisComputer || ofOtherDevices.has(route)) return true;
  const condition = Object.hasOwn(conditions, route) ? conditions[route] : undefined;
  return condition !== undefined && typeof input === "object" && input !== null && condition(input, deviceId);
}

function scopeOf(decision: unknown): unknown {
  return typeof decision === "object" && decision !== null && "scope" in decision ? decision.scope : null;
}
