import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { Turn } from "../../../../shared/inference/prompt-turn.ts";
import { AppError } from "../../../../shared/ipc/result.ts";
import { fitTurns, fitTurnsWithReply, turnsFrom } from "../../fit-turns.ts";

/** The part of a model that `PromptWindow` needs. */
export interface PromptSource<Prompt extends { readonly tokens: readonly number[] }> {
  promptFor(request: GenerateRequest): Prompt;
  /** A lower bound of the text's token count, from its length alone. */
  leastTokens(text: string): number;
  readonly context: { readonly sizeTokens: number };
}

/**
 * The part of a conversation that is in the context: all of it, or the rest after older turns were dropped.
 */
export class PromptWindow<Prompt extends { readonly tokens: readonly number[] }> {
  readonly #source: PromptSource<Prompt>;
  readonly #request: GenerateRequest;
  /** Prompts by start index. */
  readonly #prompts = new Map<number, Prompt>();
  #startsAt: number;

  /**
   * @param startsAt null: chosen
   * @throws AppError `message-too-long` {reason, messageTokens, roomTokens, promptTokens, contextSizeTokens}
   */
  constructor(source: PromptSource<Prompt>, request: GenerateRequest, startsAt: number | null = null) {
    this.#source = source;
    this.#request = request;
    this.#startsAt = startsAt ?? this.#chosenStart();
  }

  #chosenStart(): number {
    this.#refuseOverlongMessage();
    const startsAt = fitTurns(this.#toFit(this.#request.startsAt ?? 0));
    if (startsAt === null) throw this.#tooLong();
    return startsAt;
  }

  /** Index of the first turn in the prompt, apart from pinned ones. */
  get startsAt(): number {
    return this.#startsAt;
  }

  /** The request without the turns that were dropped. */
  get request(): GenerateRequest {
    return { ...this.#request, turns: turnsFrom(this.#request.turns, this.#startsAt) };
  }

  get prompt(): Prompt {
    return this.#promptFrom(this.#startsAt);
  }

  /**
   * Drops older turns when a reply has filled the context.
   * @returns the new contents of the context; null when dropping turns would not make enough room
   */
  makeRoomForReply(reply: readonly number[]): readonly number[] | null {
    const startsAt = fitTurnsWithReply({
      ...this.#toFit(this.#startsAt),
      replyTokens: reply.length,
    });
    if (startsAt === null) return null;
    this.#startsAt = startsAt;
    return [...this.prompt.tokens, ...reply];
  }

  /**
   * Rejects a message, or results of tools, that are too long by their length alone: tokenizing a very long
   * text can block the process for minutes.
   */
  #refuseOverlongMessage(): void {
    const text = lastExchange(this.#request.turns).map(textOf).join("");
    if (text.length < alwaysCountedLength) {
      return;
    }
    const messageTokens = this.#source.leastTokens(text);
    if (messageTokens > this.#roomTokens) {
      const contextSizeTokens = this.#source.context.sizeTokens;
      throw new AppError("message-too-long", `At least ${messageTokens} tokens`, {
        reason: "message",
        isAtLeast: true,
        messageTokens,
        roomTokens: this.#roomTokens,
        promptTokens: messageTokens,
        contextSizeTokens,
      });
    }
  }

  get #roomTokens(): number {
    const { sizeTokens } = this.#source.context;
    return sizeTokens - reservedForReply(sizeTokens);
  }

  #toFit(startedAt: number) {
    return {
      turns: this.#request.turns,
      startedAt,
      roomTokens: this.#roomTokens,
      countTokens: (start: number) => this.#promptFrom(start).tokens.length,
    };
  }

  #promptFrom(start: number): Prompt {
    const known = this.#prompts.get(start);
    if (known) return known;
    const turns = turnsFrom(this.#request.turns, start);
    const prompt = this.#source.promptFor({ ...this.#request, turns });
    this.#prompts.set(start, prompt);
    return prompt;
  }

  /**
   * The error with the token counts of the message and of the room for it, and the reason for the lack of
   * room.
   */
  #tooLong(): AppError {
    const { turns } = this.#request;
    const last = lastExchange(turns);
    const alone = this.#count(last);
    const messageTokens = alone - this.#count(empty(last));
    const always = turnsFrom(turns, turns.length - last.length);
    const promptTokens = this.#count(always);
    const roomTokens = Math.max(0, this.#roomTokens - (promptTokens - messageTokens));
    const isAloneTooLong = alone > this.#roomTokens;
    const hasRoomAtAll = this.#roomTokens - this.#count(empty(last)) > 0;
    const reason = !hasRoomAtAll ? "system-prompt" : isAloneTooLong ? "message" : "pinned";
    const { sizeTokens: contextSizeTokens } = this.#source.context;
    return new AppError("message-too-long", `${messageTokens} tokens do not fit into ${roomTokens}`, {
      reason,
      messageTokens,
      roomTokens,
      promptTokens,
      contextSizeTokens,
    });
  }

  #count(turns: readonly Turn[]): number {
    return this.#source.promptFor({ ...this.#request, turns }).tokens.length;
  }
}

/** In UTF-16 units. */
const alwaysCountedLength = 100_000;

function empty(exchange: readonly Turn[]): readonly Turn[] {
  return exchange.slice(0, 1).map(({ role }) => ({ role, text: "" }));
}

/** The user's last message, and the turn of the assistant that is still open. */
const lastExchange = (turns: readonly Turn[]) =>
  turns.slice(
    Math.max(
      0,
      turns.findLastIndex(({ role }) => role === "user"),
    ),
  );

const textOf = ({ text, steps = [] }: Turn) =>
  text + steps.map((step) => (step.type === "tool-call" ? "" : step.text)).join("");

/** Tokens reserved for the reply: a prompt that leaves less would get no useful answer. */
function reservedForReply(contextSizeTokens: number): number {
  return Math.min(64, Math.floor(contextSizeTokens / 4));
}
