import type { JsonObject } from "../../../shared/chat/message-part.ts";
import type { ToolDeclaration } from "../../../shared/inference/tool-declaration.ts";
import { whyAsk } from "../../../shared/tools/why-ask.ts";
import { answers } from "../../tools/answers.ts";
import { boundedText, resultLimit } from "../../tools/bounded-text.ts";
import { checkCall } from "../../tools/check-call.ts";
import { RepeatedCalls } from "../../tools/repeated-calls.ts";
import { runCall } from "../../tools/run-call.ts";
import type { CallContext, Tool } from "../../tools/tool.ts";
import type { RegisteredTool, ToolRegistry } from "../../tools/tool-registry.ts";
import type { ToolSource } from "../../tools/tool-source.ts";
import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import type { GeneratedCall } from "./collect-generation.ts";
import type { Entry } from "../prompt/entry.ts";

/** What a request may say: all that a program can have, or the groups by name. */
export type WantedProgramTools = true | readonly string[];

type NamedCall = Pick<GeneratedCall, "name" | "arguments">;

/**
 * Facet's own tools for one request. Nobody can be asked, so only what never asks or does not ask yet is run:
 * tools that compute, and tools that read while nothing untrusted is in the conversation.
 */
export class ProgramTools {
  readonly #call: ApiCall;
  readonly #tools: ReadonlyMap<string, RegisteredTool>;
  readonly #repeated = new RepeatedCalls();
  /** Whether a tool has returned text that is from elsewhere. */
  #hasUntrustedResult = false;

  private constructor(call: ApiCall, tools: ReadonlyMap<string, RegisteredTool>) {
    this.#call = call;
    this.#tools = tools;
  }

  /**
   * @throws ApiError `permission_error`: the user has not allowed it; `invalid_request_error`: no such group
   */
  static async open(call: ApiCall, wanted: WantedProgramTools): Promise<ProgramTools> {
    const registry = call.context.options.ownTools?.() ?? null;
    if (registry === null) throw notAllowed();
    const sources = sourcesOf(registry, wanted);
    const { tools } = await registry.open(call.id, { sources, off: [] }, call.signal);
    return new ProgramTools(call, tools);
  }

  /** Those that never run for a program are not declared. */
  get declarations(): readonly ToolDeclaration[] {
    const opened = [...this.#tools.values()].map(({ tool }) => tool);
    return opened.filter(isForPrograms).map(({ declaration }) => declaration);
  }

  /**
   * Makes calls, side by side: none of them changes anything. Never rejects for a call: what fails is its result.
   * @param given the conversation as the client sent it
   * @returns the results, in order; null: the client has gone
   */
  async run(
    calls: readonly NamedCall[],
    given: readonly Entry[],
    contextSizeTokens: number | null,
  ): Promise<readonly string[] | null> {
    const limit = resultLimit(contextSizeTokens);
    const hasUntrustedText = this.#hasUntrustedResult || given.some(hasUntrusted);
    const results = await Promise.all(calls.map((call, place) => this.#run(call, place, hasUntrustedText)));
    const known = results.filter((text) => text !== null);
    return known.length < results.length ? null : known.map((text) => boundedText(text, limit));
  }

  /** null: the client has gone. */
  async #run(call: NamedCall, place: number, hasUntrustedText: boolean): Promise<string | null> {
    const { context, signal } = this.#call;
    const checked = checkCall(call, place, {
      tools: this.#tools,
      repeated: this.#repeated,
      isOn: () => Boolean(context.options.ownTools?.()),
    });
    if (checked.type === "answer") return checked.text;
    const { registered, args } = checked;
    const { tool } = registered;
    const callContext: CallContext = { conversationId: this.#call.id, branch: [], hasUntrustedText };
    if (wouldAsk(tool, args, callContext)) return answers.nobodyToAsk(call.name);
    const onProgress = () => undefined;
    const output = await runCall(tool, args, { ...callContext, signal, onProgress }, context.options.log);
    if (output === null) return null;
    if (output.isError) this.#repeated.fail(call.name, args);
    this.#hasUntrustedResult ||= output.isUntrusted;
    return output.text;
  }
}

/**
 * In a chat, the user's own words can excuse a call that sends something. A program's are not the user's: only
 * `access` counts, and what the tool itself demands.
 */
function wouldAsk(tool: Tool, args: JsonObject, context: CallContext): boolean {
  const { access } = tool;
  const { hasUntrustedText } = context;
  const own = tool.approvalFor?.(args, context) === "needed" ? "needed" : "by-rule";
  return whyAsk({ access, own, hasUntrustedText, grants: [] }) !== null;
}

function isForPrograms({ access }: Tool): boolean {
  return whyAsk({ access, own: "by-rule", hasUntrustedText: false, grants: [] }) === null;
}

/** As in a chat: whatever the user may not have written, here media and the results of the client's tools. */
function hasUntrusted(entry: Entry): boolean {
  return (
    entry.role === "tool" || (entry.role === "user" && entry.content.some(({ type }) => type !== "text"))
  );
}

/** Groups of servers that the user added are left to chats. */
function sourcesOf(registry: ToolRegistry, wanted: WantedProgramTools): readonly string[] {
  const names = registry
    .sources()
    .filter(isSourceForPrograms)
    .map(({ id }) => id);
  if (wanted === true) return names;
  const missing = wanted.find((name) => !names.includes(name));
  if (missing === undefined) return wanted;
  throw new ApiError(
    "invalid_request_error",
    `facet_tools: Programs have no tools ${JSON.stringify(missing.slice(0, 100))}. There are: ${names.join(", ")}.`,
    { param: "facet_tools" },
  );
}

function isSourceForPrograms({ title, state }: ToolSource): boolean {
  return title === null && state.type === "ready" && state.tools.some(isForPrograms);
}

const notAllowed = () =>
  new ApiError(
    "permission_error",
    "Programs may not use Facet's tools. The user can allow it in Facet: Settings, Local server, “Programs may use Facet’s tools”. A server started with facet serve does not offer it.",
    { param: "facet_tools" },
  );
