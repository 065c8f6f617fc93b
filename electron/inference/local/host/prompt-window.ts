import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { Turn } from "../../../../shared/inference/prompt-turn.ts";
import { AppError } from "../../../../shared/ipc/result.ts";
import { fitTurns, fitTurnsBesideReply, turnsFrom } from "./fit-turns.ts";

/** What is needed of a model: its prompts as tokens. */
export interface PromptSource<Prompt extends { readonly tokens: readonly number[] }> {
  promptFor(request: GenerateRequest): Prompt;
  /** No text of this length has fewer tokens. */
  leastTokens(text: string): number;
  readonly context: { readonly sizeTokens: number };
}

/** The part of a conversation that is in the context: all of it, or what is left since older turns had to leave. */
export class PromptWindow<Prompt extends { readonly tokens: readonly number[] }> {
  readonly #source: PromptSource<Prompt>;
  readonly #request: GenerateRequest;
  /** By where they begin; a few. */
  readonly #prompts = new Map<number, Prompt>();
  #startsAt: number;

  /** @throws AppError `message-too-long` {reason, messageTokens, roomTokens, promptTokens, contextSizeTokens} */
  constructor(source: PromptSource<Prompt>, request: GenerateRequest) {
    this.#source = source;
    this.#request = request;
    this.#refuseWhatIsFarTooLong();
    const startsAt = fitTurns(this.#toFit(request.startsAt ?? 0));
    if (startsAt === null) throw this.#tooLong();
    this.#startsAt = startsAt;
  }

  /** Place of the first turn in it, pinned ones apart. */
  get startsAt(): number {
    return this.#startsAt;
  }

  get prompt(): Prompt {
    return this.#promptFrom(this.#startsAt);
  }

  /**
   * Lets older turns leave for a reply that has filled the context.
   * @returns all that is to be in the context then; null when nothing can leave that would make room
   */
  makeRoomBeside(reply: readonly number[]): readonly number[] | null {
    const startsAt = fitTurnsBesideReply({
      ...this.#toFit(this.#startsAt),
      replyTokens: reply.length,
    });
    if (startsAt === null) return null;
    this.#startsAt = startsAt;
    return [...this.prompt.tokens, ...reply];
  }

  /** Counting the tokens of a very long text can take minutes, in which nothing else is done: where its length says enough, it is not counted. */
  #refuseWhatIsFarTooLong(): void {
    const text = this.#request.turns.at(-1)?.text ?? "";
    if (text.length < countedAlways) {
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

  /** With the size of the message and the room that there is for one, and why there is not more. */
  #tooLong(): AppError {
    const { turns } = this.#request;
    const last = turns.slice(-1);
    const alone = this.#count(last);
    const messageTokens = alone - this.#count(empty(last));
    const always = turnsFrom(turns, turns.length - 1);
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
const countedAlways = 100_000;

function empty(turns: readonly Turn[]): readonly Turn[] {
  return turns.map(({ role }) => ({ role, text: "" }));
}

/** A prompt that leaves less than this would get no answer worth the wait. */
function reservedForReply(contextSizeTokens: number): number {
  return Math.min(64, Math.floor(contextSizeTokens / 4));
}
