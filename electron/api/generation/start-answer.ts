import type { ReplyStats } from "../../../shared/chat/message.ts";
import type { GenerationEvent, GenerationResult } from "../../../shared/inference/generation.ts";
import { addStats } from "../../tasks/add-stats.ts";
import { mostRounds } from "../../tools/call-limits.ts";
import type { ApiCall } from "../api-context.ts";
import type { AssistantStep, Entry } from "../prompt/entry.ts";
import { newCallId } from "./collect-generation.ts";
import type { GenerationInput } from "./generation-input.ts";
import type { ProgramTools } from "./program-tools.ts";
import { clientGone, startGeneration, type ApiGeneration } from "./start-generation.ts";

/**
 * Begins an answer: one generation, or where the request has Facet's own tools, as many as it takes, with the
 * calls of these tools made between them. To the caller it is one generation, in which only calls of the
 * client's tools are seen; they end it. Calls of both kinds at once are the client's alone: what Facet's would
 * answer could not reach the model.
 * @param tools null: the request has none of Facet's
 * @throws as `startGeneration`
 */
export async function startAnswer(
  call: ApiCall,
  input: GenerationInput,
  tools: ProgramTools | null,
): Promise<ApiGeneration> {
  const first = await startGeneration(call, input);
  if (tools === null) return first;
  const answer = new ToolAnswer(call, input, tools, first);
  return {
    model: first.model,
    info: first.info,
    events: answer.events(),
    result: answer.result,
    endReasoning: () => answer.endReasoning(),
  };
}

type CallStep = Extract<AssistantStep, { type: "tool-call" }>;

class ToolAnswer {
  readonly result: Promise<GenerationResult>;
  readonly #call: ApiCall;
  /** The conversation as the client sent it. */
  readonly #given: readonly Entry[];
  readonly #tools: ProgramTools;
  readonly #clientNames: ReadonlySet<string>;
  readonly #settle: PromiseWithResolvers<GenerationResult>;
  #input: GenerationInput;
  #generation: ApiGeneration;
  /** All rounds that have ended, as one. */
  #sum: GenerationResult | null = null;
  /** Kinds of parts that there are already: the next of its kind is a paragraph of its own. */
  readonly #said = new Set<string>();

  constructor(call: ApiCall, input: GenerationInput, tools: ProgramTools, first: ApiGeneration) {
    this.#call = call;
    this.#input = input;
    this.#given = input.entries;
    this.#tools = tools;
    this.#generation = first;
    const own = new Set(tools.declarations.map(({ name }) => name));
    this.#clientNames = new Set(input.tools.map(({ name }) => name).filter((name) => !own.has(name)));
    this.#settle = Promise.withResolvers();
    this.result = this.#settle.promise;
    // Who awaits it receives the failure.
    this.result.catch(() => undefined);
  }

  endReasoning(): void {
    this.#generation.endReasoning();
  }

  async *events(): AsyncGenerator<GenerationEvent> {
    try {
      for (let round = 1; ; round++) {
        const steps: AssistantStep[] = [];
        yield* this.#eventsOfRound(steps);
        const last = await this.#generation.result;
        this.#sum = this.#with(last);
        const calls = steps.filter((step) => step.type === "tool-call");
        const isForClient = calls.some(({ name }) => this.#clientNames.has(name));
        if (last.end !== "tool-calls" || isForClient || round > mostRounds) break;
        const next = await this.#inputAfter(steps, calls, last.stats);
        if (next === null) {
          this.#sum = { ...this.#sum, end: "max-tokens" };
          break;
        }
        this.#input = round < mostRounds ? next : withoutCalls(next);
        this.#generation = await startGeneration(this.#call, this.#input);
      }
      this.#settle.resolve(this.#sum);
    } catch (thrown) {
      this.#settle.reject(thrown);
    }
  }

  /** @param steps is filled with what the model writes */
  async *#eventsOfRound(steps: AssistantStep[]): AsyncGenerator<GenerationEvent> {
    let open: { type: "text" | "reasoning"; text: string } = { type: "text", text: "" };
    for await (const event of this.#generation.events) {
      switch (event.type) {
        case "part-started":
          steps.push((open = { type: event.partType, text: "" }));
          yield event;
          break;
        case "part-delta":
          if (open.text === "" && this.#sum !== null && this.#said.has(open.type))
            yield { ...event, text: "\n\n" };
          open.text += event.text;
          this.#said.add(open.type);
          yield event;
          break;
        case "tool-call-started":
          if (this.#clientNames.has(event.name)) yield event;
          break;
        case "tool-call": {
          const { name, arguments: args } = event;
          steps.push({ type: "tool-call", callId: newCallId(), name, arguments: args });
          if (this.#clientNames.has(name)) yield event;
          break;
        }
        case "part-ended":
        case "prefill":
        case "paused":
          yield event;
      }
    }
  }

  /** The rounds before and this one, as one. */
  #with(last: GenerationResult): GenerationResult {
    const before = this.#sum;
    if (before === null) return last;
    const stats = addStats(before.stats, last.stats);
    const { promptTokens, generatedTokens, tokensPerSecond } = stats;
    const { id, context } = this.#call;
    context.activity.change(id, { promptTokens, generatedTokens, tokensPerSecond });
    const logprobs = last.logprobs && { logprobs: [...(before.logprobs ?? []), ...last.logprobs] };
    return { ...last, stats, ...logprobs };
  }

  /** The next round, after the results of this one's calls; null: no token may be generated any more. */
  async #inputAfter(
    steps: readonly AssistantStep[],
    calls: readonly CallStep[],
    { generatedTokens }: ReplyStats,
  ): Promise<GenerationInput | null> {
    const { contextSizeTokens } = this.#generation.info;
    const texts = await this.#tools.run(calls, this.#given, contextSizeTokens);
    if (texts === null) throw clientGone();
    const { entries, options } = this.#input;
    const maxTokens = options.maxTokens === null ? null : options.maxTokens - generatedTokens;
    if (maxTokens !== null && maxTokens < 1) return null;
    const results = calls.map(({ callId }, place): Entry => ({
      role: "tool",
      callId,
      content: [{ type: "text", text: texts[place] ?? "" }],
      param: "facet_tools",
    }));
    // What was required was done: required again, it would never end.
    const { toolChoice, ...others } = options;
    const choice = toolChoice === "none" ? { toolChoice } : {};
    return {
      ...this.#input,
      entries: [...entries, { role: "assistant", steps }, ...results],
      options: { ...others, ...choice, maxTokens },
    };
  }
}

function withoutCalls(input: GenerationInput): GenerationInput {
  return { ...input, options: { ...input.options, toolChoice: "none" } };
}
