import { randomUUID } from "node:crypto";
import { branchTo, treeOf } from "../../shared/chat/message-tree.ts";
import type { JsonObject, ToolCallPart, ToolResultPart } from "../../shared/chat/message-part.ts";
import type { Message } from "../../shared/chat/message.ts";
import type { ToolDeclaration } from "../../shared/inference/tool-declaration.ts";
import type { ChatTools } from "../../shared/tools/chat-tools.ts";
import { hasUntrustedText } from "../../shared/tools/untrusted-text.ts";
import { whyAsk } from "../../shared/tools/why-ask.ts";
import type { FileDecoder } from "../decode/file-decoder.ts";
import type { Log } from "../home/log.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import { answers } from "../tools/answers.ts";
import { boundedText } from "../tools/bounded-text.ts";
import { checkCall } from "../tools/check-call.ts";
import type { CallDecision, PendingApprovals } from "../tools/pending-approvals.ts";
import { failedCall, runCall } from "../tools/run-call.ts";
import { storeFiles, type StoredFiles } from "../tools/store-files.ts";
import type { CallContext, ToolOutput } from "../tools/tool.ts";
import type { OpenedTools, RegisteredTool } from "../tools/tool-registry.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { LiveReplies } from "./live-replies.ts";
import type { ReplyWriter } from "./reply-writer.ts";
import type { Reply } from "./reply.ts";
import { RepeatedCalls } from "../tools/repeated-calls.ts";
import { callProgress } from "./call-progress.ts";

export interface ReplyToolsOptions {
  readonly store: ConversationStore;
  readonly live: LiveReplies;
  readonly settings: SettingsStore;
  readonly media: MediaStore;
  /** Prepares the images and recordings that tools return. */
  readonly decoder: Pick<FileDecoder, "decode">;
  readonly approvals: PendingApprovals;
  readonly writer: Pick<ReplyWriter, "apply" | "enter">;
  readonly log: Log;
}

/** A call that is going to be made once the user allows it, or one that is answered without being made. */
type Job =
  | { readonly type: "answer"; readonly call: ToolCallPart; readonly text: string; readonly isError: boolean }
  | {
      readonly type: "run";
      readonly call: ToolCallPart;
      readonly registered: RegisteredTool;
      readonly args: JsonObject;
      readonly decision: Promise<CallDecision>;
    };

/** The tools of one reply: makes the calls of its generations and adds their results to its parts. */
export class ReplyTools {
  readonly #reply: Reply;
  readonly #opened: OpenedTools;
  readonly #options: ReplyToolsOptions;
  readonly #repeated = new RepeatedCalls();

  constructor(reply: Reply, opened: OpenedTools, options: ReplyToolsOptions) {
    this.#reply = reply;
    this.#opened = opened;
    this.#options = options;
  }

  get declarations(): readonly ToolDeclaration[] {
    return [...this.#opened.tools.values()].map(({ tool }) => tool.declaration);
  }

  /**
   * Makes the calls that the reply has and that have no result yet. Calls that only read are made side by
   * side; one that changes something waits for those before it, and those after it wait. Ends early when the
   * reply is stopped. Never rejects: what fails is the result of a call.
   * @param limit The most characters of one result.
   */
  async run(limit: number): Promise<void> {
    if (this.#isOver()) return;
    const jobs = this.#waitingCalls().map((call, place) => this.#jobFor(call, place));
    this.#enterPhase();
    let sideBySide: Promise<void>[] = [];
    for (const job of jobs) {
      if (changesSomething(job)) {
        await Promise.all(sideBySide);
        sideBySide = [];
        await this.#perform(job, limit);
      } else {
        sideBySide.push(this.#perform(job, limit));
      }
    }
    await Promise.all(sideBySide);
  }

  #waitingCalls(): readonly ToolCallPart[] {
    return this.#reply.parts
      .snapshot()
      .filter((part) => part.type === "tool-call")
      .filter(({ state, status }) => state === "waiting" && status === "complete");
  }

  #jobFor(call: ToolCallPart, place: number): Job {
    const { tools } = this.#opened;
    const isOn = (tool: RegisteredTool) => this.#isOn(tool);
    const checked = checkCall(call, place, { tools, repeated: this.#repeated, isOn });
    const known = checked.registered === null ? call : { ...call, tool: knownTool(checked.registered) };
    return checked.type === "run"
      ? this.#asked(known, checked.registered, checked.args)
      : { type: "answer", call: known, text: checked.text, isError: checked.isError };
  }

  #asked(call: ToolCallPart, registered: RegisteredTool, args: JsonObject): Job {
    const { tool, key } = registered;
    const context = this.#context();
    const askedBecause = whyAsk({
      access: tool.access,
      asksFrom: tool.asksFrom,
      own: tool.approvalFor?.(args, context) ?? "by-rule",
      hasUntrustedText: context.hasUntrustedText,
      grants: this.#grantsFor(key),
    });
    if (askedBecause === null) {
      this.#update(call);
      return { type: "run", call, registered, args, decision: Promise.resolve({ type: "allow" }) };
    }
    const asked: ToolCallPart = { ...call, approval: "pending", askedBecause };
    const pending = {
      partId: call.id,
      conversationId: context.conversationId,
      tool: key,
      hasUntrustedText: context.hasUntrustedText,
    };
    const decision = this.#options.approvals.ask(pending, this.#reply.abort.signal);
    this.#update(asked);
    return { type: "run", call: asked, registered, args, decision };
  }

  async #perform(job: Job, limit: number): Promise<void> {
    if (job.type === "answer") {
      this.#answer({ ...job.call, state: "skipped" }, { text: job.text, isError: job.isError });
      return;
    }
    const { call } = job;
    const decision = await job.decision;
    if (this.#isOver() || decision.type === "withdrawn") return;
    if (decision.type === "deny") {
      const denied = { ...call, approval: "denied", state: "skipped" } as const;
      this.#answer(denied, { text: answers.denied(decision.words), isError: true });
    } else {
      await this.#make({ ...call, ...(call.approval === "pending" && { approval: "allowed" }) }, job, limit);
    }
    this.#enterPhase();
  }

  async #make(
    call: ToolCallPart,
    { registered, args }: Extract<Job, { type: "run" }>,
    limit: number,
  ): Promise<void> {
    const { signal } = this.#reply.abort;
    const running: ToolCallPart = { ...call, state: "running" };
    this.#update(running);
    this.#enterPhase();
    const startedAt = performance.now();
    const progress = callProgress((latest) => this.#update({ ...running, progress: latest }));
    const ended = (state: "done" | "failed"): ToolCallPart => ({
      ...running,
      state,
      durationMs: Math.round(performance.now() - startedAt),
    });
    const { log } = this.#options;
    const context = { ...this.#context(), signal, onProgress: progress.report };
    const output = await runCall(registered.tool, args, context, log);
    progress.end();
    if (output === null || this.#isOver()) return;
    const { result, sources } = await this.#stored(call.name, output, limit);
    if (this.#isOver()) return;
    if (result.isError) this.#repeated.fail(call.name, args);
    this.#answer(ended(result.isError ? "failed" : "done"), result, sources);
  }

  /** Where its files can't be stored, the call has failed. */
  async #stored(name: string, output: ToolOutput, limit: number) {
    const { media, decoder, log } = this.#options;
    try {
      const options = { media, decoder, signal: this.#reply.abort.signal };
      const stored = await storeFiles(output.files ?? [], options);
      return { result: resultOf(output, stored, limit), sources: output.sources };
    } catch (thrown) {
      return { result: resultOf(failedCall(name, thrown, log), { media: [], files: [] }, limit) };
    }
  }

  #answer(
    call: ToolCallPart,
    result: Pick<ToolResultPart, "text" | "isError" | "isUntrusted" | "media" | "files" | "error">,
    sources: ToolOutput["sources"] = [],
  ): void {
    this.#update(call);
    const { writer } = this.#options;
    const { callId, name } = call;
    const part: ToolResultPart = {
      id: randomUUID(),
      type: "tool-result",
      status: "complete",
      callId,
      name,
      ...result,
    };
    writer.apply(this.#reply, { type: "part-started", part });
    for (const source of sources)
      writer.apply(this.#reply, {
        type: "part-started",
        part: { id: randomUUID(), type: "source", status: "complete", ...source },
      });
  }

  #update(call: ToolCallPart): void {
    this.#options.writer.apply(this.#reply, { type: "part-updated", part: call });
  }

  #enterPhase(): void {
    const calls = this.#reply.parts.snapshot().filter((part) => part.type === "tool-call");
    const isRunning = calls.some(({ state }) => state === "running");
    const isPending = calls.some(({ approval, state }) => approval === "pending" && state === "waiting");
    const type = isPending && !isRunning ? "awaiting-approval" : "using-tools";
    this.#options.writer.enter(this.#reply, { type });
  }

  #isOver(): boolean {
    return this.#reply.hasEnded || this.#reply.abort.signal.aborted;
  }

  /** The user may switch a tool off while the reply goes on. */
  #isOn({ key, sourceId }: RegisteredTool): boolean {
    const tools = this.#chatTools();
    return tools.sources.includes(sourceId) && !tools.off.includes(key);
  }

  #grantsFor(key: string): readonly { readonly afterUntrustedText: boolean }[] {
    const rule = this.#options.settings.current.toolRules[key];
    const inChat = this.#chatTools().allowed.filter(({ tool }) => tool === key);
    return rule === undefined ? inChat : [...inChat, { afterUntrustedText: rule === "allow-all" }];
  }

  #chatTools(): ChatTools {
    return this.#options.store.head(this.#reply.message.conversationId).settings.tools;
  }

  #context(): CallContext {
    const { conversationId } = this.#reply.message;
    const branch = this.#branch();
    return { conversationId, branch, hasUntrustedText: hasUntrustedText(branch) };
  }

  /** The chat up to this reply, with its parts so far. */
  #branch(): readonly Message[] {
    const { store, live } = this.#options;
    const { message } = this.#reply;
    const messages = store.messages.ofConversation(message.conversationId);
    const tree = treeOf(messages.map((each) => live.upToDate(each)));
    return [...branchTo(tree, message.parentId), this.#reply.withParts()];
  }
}

function changesSomething(job: Job): boolean {
  if (job.type === "answer") return false;
  const { access } = job.registered.tool;
  return access !== "computes" && access !== "reads";
}

function knownTool({ key, tool: { title, access } }: RegisteredTool) {
  return { key, title, access };
}

function resultOf(
  { text, isError, isUntrusted, error }: ToolOutput,
  { media, files }: StoredFiles,
  limit: number,
) {
  return {
    text: boundedText(text, limit),
    isError,
    ...(isUntrusted && { isUntrusted }),
    ...(error && { error }),
    ...(media.length > 0 && { media }),
    ...(files.length > 0 && { files }),
  };
}
