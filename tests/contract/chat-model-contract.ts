import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatModel } from "../../electron/inference/chat-model.ts";
import type { ToolCall } from "../../shared/formats/call-syntax.ts";
import type { GenerateOptions } from "../../shared/inference/generate-options.ts";
import type { Prompt, TurnMedia, TurnStep } from "../../shared/inference/prompt-turn.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { collect, promptOf } from "./collect-generation.ts";
import { plainOptions } from "../fixtures/generate-request.ts";

/** A chat model that always says the same, whatever it is asked. */
export interface ContractSubject {
  readonly model: ChatModel;
  /** At least six words, without blank lines at its ends. */
  readonly answer: string;
  /** What it thinks where thinking is on; null: it can't think. */
  readonly reasoning: string | null;
  /**
   * A budget has no effect: its tokens hide from the server where reasoning begins, or its reasoning is
   * shorter than what may follow a used-up budget.
   */
  readonly ignoresBudget?: true;
  /** The same model where it calls `get_weather` once before its answer; absent: it calls no tools. */
  readonly calling?: { readonly model: ChatModel; readonly call: ToolCall; readonly answer: string };
  /** A prepared image, where the model takes images. */
  readonly image?: TurnMedia;
  /** Makes the next generation fail after it has begun, or at its begin; absent: it can't be made to fail. */
  readonly failNext?: () => void | Promise<void>;
  /** Makes it work again after a failure. */
  readonly recover?: () => void | Promise<void>;
  dispose(): Promise<void>;
}

/** What every chat model does, wherever it runs. */
export function describeChatModel(name: string, open: () => Promise<ContractSubject>): void {
  describe(`the chat model ${name}`, () => {
    let subject: ContractSubject;
    const prompt: Prompt = promptOf("What is on the list?");
    const generate = (options: Partial<GenerateOptions> = {}, from = prompt) =>
      collect(subject.model, from, options);

    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.dispose());

    it("says its answer in one part of text", async () => {
      const { parts, result } = await generate();
      expect(parts).toEqual([{ type: "text", text: subject.answer, end: { status: "complete" } }]);
      expect(result.end).toBe("end-of-turn");
    });

    it("reasons in a part of its own before the answer where thinking is on", async ({ skip }) => {
      if (subject.reasoning === null || !subject.model.info.canThink) return skip("it can't think");
      const { parts } = await generate({ thinking: true });
      expect(parts.map(({ type, text }) => [type, text])).toEqual([
        ["reasoning", subject.reasoning],
        ["text", subject.answer],
      ]);
      expect(parts[0]?.end).toMatchObject({ status: "complete", durationMs: expect.any(Number) as number });
      expect(parts[0]?.end).not.toHaveProperty("isCutShort");
    });

    it("closes reasoning at its budget and then answers", async ({ skip }) => {
      const { canThink, hasReasoningBudget } = subject.model.info;
      if (subject.reasoning === null || !canThink) return skip("it can't think");
      if (!hasReasoningBudget) return skip("its reasoning can't be limited");
      if (subject.ignoresBudget) return skip("a budget has no effect here");
      const { parts } = await generate({ thinking: true, reasoningBudgetTokens: 4 });
      const [reasoning, text] = parts;
      expect(reasoning?.type).toBe("reasoning");
      expect(subject.reasoning.startsWith(reasoning?.text ?? "-")).toBe(true);
      expect(reasoning?.text.length).toBeLessThan(subject.reasoning.length);
      expect(reasoning?.end).toMatchObject({ isCutShort: true });
      expect(text?.text).toBe(subject.answer);
    });

    it("ends at the maximum of tokens with an incomplete part", async () => {
      const { parts, result } = await generate({ maxTokens: 3 });
      expect(result.end).toBe("max-tokens");
      expect(parts).toHaveLength(1);
      expect(parts[0]?.end).toEqual({ status: "incomplete" });
      expect(subject.answer.startsWith(parts[0]?.text ?? "-")).toBe(true);
      expect(parts[0]?.text.length).toBeLessThan(subject.answer.length);
      expect(result.stats.generatedTokens).toBeLessThanOrEqual(3);
    });

    it("ends before a stop string, which is not part of the text", async () => {
      const stop = subject.answer.slice(-9, -3);
      const { parts, result } = await generate({ stop: ["never said", stop] });
      expect(result.end).toBe("stop-string");
      expect(parts.map(({ text }) => text)).toEqual([subject.answer.slice(0, subject.answer.indexOf(stop))]);
      expect(parts[0]?.end).toEqual({ status: "complete" });
    });

    it("says all of its answer where a stop string is only begun", async () => {
      const { parts, result } = await generate({ stop: [`${subject.answer.slice(-5)} and more`] });
      expect(result.end).toBe("end-of-turn");
      expect(parts[0]?.text).toBe(subject.answer);
    });

    it("says nothing where it is aborted before", async () => {
      const { parts, result } = await collect(subject.model, prompt, {}, { signal: AbortSignal.abort() });
      expect(result.end).toBe("stopped");
      expect(parts).toEqual([]);
      expect(result.stats.generatedTokens).toBe(0);
    });

    it("keeps what it said where it is aborted meanwhile", async () => {
      const abort = new AbortController();
      const { parts, result } = await collect(
        subject.model,
        prompt,
        {},
        { signal: abort.signal, onEvent: ({ type }) => type === "part-delta" && abort.abort() },
      );
      expect(subject.answer.startsWith(parts[0]?.text ?? "-")).toBe(true);
      // A fast model may have ended just before.
      const wasWhole = result.end === "end-of-turn";
      expect(result.end).toBe(wasWhole ? "end-of-turn" : "stopped");
      expect(parts[0]?.end).toEqual({ status: wasWhole ? "complete" : "incomplete" });
    });

    it("answers again after it was aborted", async () => {
      const abort = new AbortController();
      const first = collect(
        subject.model,
        prompt,
        {},
        { signal: abort.signal, onEvent: () => abort.abort() },
      );
      await first;
      const { parts, result } = await generate();
      expect(result.end).toBe("end-of-turn");
      expect(parts[0]?.text).toBe(subject.answer);
    });

    it("keeps its events for a consumer that reads them late", async () => {
      const generation = subject.model.generate(prompt, plainOptions, new AbortController().signal);
      await generation.result;
      let text = "";
      for await (const event of generation.events) if (event.type === "part-delta") text += event.text;
      expect(text).toBe(subject.answer);
    });

    it("ignores the end of reasoning where it does not reason", async () => {
      const { parts } = await collect(
        subject.model,
        prompt,
        {},
        { onEvent: (_, endReasoning) => endReasoning() },
      );
      expect(parts[0]?.text).toBe(subject.answer);
    });

    it("measures its replies", async () => {
      const { result } = await generate();
      const { stats } = result;
      const words = subject.answer.split(/\s+/).length;
      expect(stats.promptTokens).toBeGreaterThan(0);
      expect(stats.reusedTokens).toBeLessThanOrEqual(stats.promptTokens);
      expect(stats.generatedTokens).toBeGreaterThan(words / 3);
      expect(stats.generatedTokens).toBeLessThanOrEqual(subject.answer.length);
      expect(stats.timeToFirstTokenMs).toBeGreaterThanOrEqual(0);
      expect(stats.tokensPerSecond).toBeGreaterThanOrEqual(0);
      expect(stats.contextUsedTokens).toBeGreaterThanOrEqual(stats.generatedTokens);
      expect(stats.contextSizeTokens).toBe(subject.model.info.contextSizeTokens);
    });

    it("counts more tokens for a longer prompt", async () => {
      const short = await subject.model.countTokens(prompt, false);
      const long = await subject.model.countTokens(promptOf("one apple and two pears ".repeat(20)), false);
      expect(short.tokens).toBeGreaterThan(0);
      expect(long.tokens).toBeGreaterThan(short.tokens);
      expect(long.isExact).toBe(short.isExact);
    });

    it("answers a chat with a system prompt and earlier turns", async () => {
      const { parts } = await generate(
        {},
        {
          systemPrompt: "Answer with a list.",
          turns: [
            { role: "user", text: "Hello" },
            { role: "assistant", text: "Hello! What shall I list?" },
            { role: "user", text: "Fruit" },
          ],
        },
      );
      expect(parts[0]?.text).toBe(subject.answer);
    });

    it("answers a message with an image", async ({ skip }) => {
      const { image } = subject;
      if (!image || !subject.model.info.media.sees) return skip("it takes no images");
      const { parts, result } = await generate(
        {},
        { systemPrompt: "", turns: [{ role: "user", text: "What is this?", media: [image] }] },
      );
      expect(result.end).toBe("end-of-turn");
      expect(parts[0]?.text).toBe(subject.answer);
    });

    it("calls a declared tool, and answers after its result", async ({ skip }) => {
      const { calling } = subject;
      if (!calling?.model.info.callsTools) return skip("it calls no tools");
      const { model, call, answer } = calling;
      const tools = [{ name: call.name, description: "Says the weather.", parameters: { type: "object" } }];
      const first = await collect(model, { ...prompt, tools });
      expect(first).toMatchObject({ parts: [], calls: [call], result: { end: "tool-calls" } });
      const steps: readonly TurnStep[] = [
        { type: "tool-call", ...call },
        { type: "tool-result", name: call.name, text: "sunny" },
      ];
      const turns = [...prompt.turns, { role: "assistant", text: "", steps } as const];
      const second = await collect(model, { ...prompt, turns, tools });
      expect(second).toMatchObject({ calls: [], result: { end: "end-of-turn" } });
      expect(second.parts.map(({ text }) => text)).toEqual([answer]);
      const none = await collect(model, { ...prompt, tools }, { toolChoice: "none" });
      expect(none).toMatchObject({ calls: [], parts: [{ text: answer }] });
    });

    it("ends its events and rejects its result where it fails, and works afterwards", async ({ skip }) => {
      const { failNext, recover } = subject;
      if (!failNext) return skip("it can't be made to fail");
      await failNext();
      await expect(generate()).rejects.toBeInstanceOf(AppError);
      await recover?.();
      const { parts } = await generate();
      expect(parts[0]?.text).toBe(subject.answer);
    });
  });
}
