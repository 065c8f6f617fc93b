import type { ChatFormat } from "../../../../../shared/formats/chat-format.ts";
import type { PromptSegment } from "../../../../../shared/formats/prompt-template.ts";
import type { Cell } from "../cells/batch.ts";
import type { MediumInPrompt } from "../prompt-tokenizer.ts";
import {
  isOpening,
  itemsOfSegments,
  itemsOfTokens,
  parsedItems,
  type TokenReading,
  type TurnItem,
} from "./turn-items.ts";

/** The tokens of a turn of the model, from where the prompt's cue ends. */
export interface TurnTokens {
  readonly tokens: readonly Cell[];
  /** The template's text before the turn. */
  readonly cue: string;
}

/** A turn whose beginning is known as tokens. */
export interface ContinuedTurn {
  readonly tokens: readonly Cell[];
  /** What follows these tokens. */
  readonly rest: readonly PromptSegment[];
}

/**
 * The tokens of the last generations. A model may write a text in other tokens than the tokenizer would, so a
 * turn that goes on is continued with the tokens that are in the cache wherever they say what the turn says.
 */
export class RememberedTurns {
  readonly #format: ChatFormat;
  readonly #reading: TokenReading;
  readonly #mediumInPrompt: MediumInPrompt;
  /** The most recent first. */
  #turns: readonly RememberedTurn[] = [];

  constructor(format: ChatFormat, reading: TokenReading, mediumInPrompt: MediumInPrompt) {
    this.#format = format;
    this.#reading = reading;
    this.#mediumInPrompt = mediumInPrompt;
  }

  remember(turn: TurnTokens): void {
    if (turn.tokens.length === 0) return;
    const others = this.#turns.filter((other) => !isBeginning(other, turn));
    this.#turns = [{ ...turn, items: null }, ...others].slice(0, turnsKept);
  }

  /** @param cue the template's text before the turn */
  continue(segments: readonly PromptSegment[], cue: string): ContinuedTurn {
    const candidates = this.#turns.filter((turn) => turn.cue === cue);
    if (segments.length === 0 || candidates.length === 0) return { tokens: [], rest: segments };
    const wanted = this.#parsed(itemsOfSegments(segments, this.#mediumInPrompt, this.#reading), cue);
    let best: ContinuedTurn = { tokens: [], rest: segments };
    for (const turn of candidates) {
      turn.items ??= this.#parsed(itemsOfTokens(turn.tokens, this.#reading), cue);
      const [tokens, used] = this.#commonEnds(turn.items, wanted);
      if (used > segments.length - best.rest.length) {
        best = { tokens: turn.tokens.slice(0, tokens), rest: segments.slice(used) };
      }
    }
    return best;
  }

  #parsed(items: readonly TurnItem[], cue: string): readonly TurnItem[] {
    const { open, close } = this.#format.reasoning ?? { open: "", close: "" };
    const startsInReasoning = open !== "" && cue.lastIndexOf(open) > cue.lastIndexOf(close);
    return parsedItems(items, this.#format, startsInReasoning);
  }

  /** Where the items that both share end, in either. Not after an opening tag, whose name may be missing. */
  #commonEnds(known: readonly TurnItem[], wanted: readonly TurnItem[]): readonly [number, number] {
    let ends: readonly [number, number] = [0, 0];
    for (const [i, item] of wanted.entries()) {
      const same = known[i];
      if (same?.type !== item.type || same.text !== item.text) break;
      if (same.end === null || item.end === null || isOpening(item, this.#format.reasoning?.open)) continue;
      ends = [same.end, item.end];
    }
    return ends;
  }
}

interface RememberedTurn extends TurnTokens {
  /** null: not read yet. */
  items: readonly TurnItem[] | null;
}

/** One reply takes one place, or one for each of its generations. */
const turnsKept = 8;

const isBeginning = (turn: TurnTokens, of: TurnTokens) =>
  turn.cue === of.cue && turn.tokens.every((token, i) => token === of.tokens[i]);
