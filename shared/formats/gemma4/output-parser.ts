import { TagScanner } from "./tag-scanner.ts";
import { reasoningTags } from "./tags.ts";

export type OutputEvent =
  | { readonly type: "text"; readonly part: "reasoning" | "text"; readonly text: string }
  /** Only after reasoning that was not blank. */
  | { readonly type: "reasoning-ended" };

/**
 * Splits Gemma 4's output stream into reasoning and answer: `<|channel>thought\n` … `<channel|>` … `<turn|>`.
 *
 * The decoder identifies tags by token id and passes them to `tag`. A tag that the model spells out in
 * ordinary tokens, although the vocabulary has it as one token, is text: the model is writing *about* the
 * tag. Only tags that the vocabulary lacks (`tagsInText`) are searched for in the text, because such a model
 * has no other way to write them.
 *
 * Tags, the channel name, white space around the reasoning and blank reasoning are dropped. All other text is
 * emitted immediately, unless it could still become one of these.
 */
export class OutputParser {
  #scanner: TagScanner;
  #state: "answer" | "channel-name" | "reasoning" = "answer";
  /**
   * In state "channel-name": the name so far. Otherwise: white space that may turn out to be leading or
   * trailing.
   */
  #held = "";
  #hasReasoning = false;
  #hasAnswer = false;
  #isTurnOver = false;

  constructor(options: {
    readonly tagsInText: readonly string[];
    /** The end of the prompt, because some templates open the channel themselves. */
    readonly promptEnd: string;
  }) {
    this.#scanner = new TagScanner(options.tagsInText);
    this.#continueFrom(options.promptEnd);
  }

  /** Whether the output so far ends inside the reasoning. */
  get isInReasoning(): boolean {
    return this.#state !== "answer";
  }

  /** The same, apart from the channel's name. */
  get isInReasoningText(): boolean {
    return this.#state === "reasoning";
  }

  /** Whether a turn tag was received; everything after it is ignored. */
  get isTurnOver(): boolean {
    return this.#isTurnOver;
  }

  text(text: string): readonly OutputEvent[] {
    return this.#scanner.push(text).flatMap((piece) => this.#piece(piece));
  }

  tag(tag: string): readonly OutputEvent[] {
    return [...this.#scanner.end(), { tag }].flatMap((piece) => this.#piece(piece));
  }

  /** From here on, tags in the text are text. Returns what was held back because it could have become one. */
  ignoreTagsInText(): readonly OutputEvent[] {
    const events = this.end();
    this.#scanner = new TagScanner([]);
    return events;
  }

  /** Returns what was still held back. Call it once, when generation has ended. */
  end(): readonly OutputEvent[] {
    return this.#scanner.end().flatMap((piece) => this.#piece(piece));
  }

  #continueFrom(promptEnd: string): void {
    const opened = promptEnd.lastIndexOf(openTag);
    if (opened > promptEnd.lastIndexOf(closeTag)) {
      this.#open();
      this.#write(promptEnd.slice(opened + openTag.length));
      this.#hasReasoning = false;
    }
  }

  #piece(piece: string | { readonly tag: string }): readonly OutputEvent[] {
    if (this.#isTurnOver) {
      return [];
    }
    if (typeof piece === "string") {
      return this.#write(piece);
    }
    switch (piece.tag) {
      case openTag:
        this.#open();
        return [];
      case closeTag:
        return this.#close();
      case "<|turn>":
      case "<turn|>":
        this.#isTurnOver = true;
        return [];
      default:
        return [];
    }
  }

  /** A second opening tag is ignored: large models sometimes write `<|channel>` twice. */
  #open(): void {
    if (this.#state !== "reasoning") {
      this.#state = "channel-name";
      this.#held = "";
    }
  }

  #close(): readonly OutputEvent[] {
    if (this.#state === "answer") {
      return [];
    }
    const name = this.#state === "channel-name" ? this.#held : "";
    const words = isStartOfName(name) ? [] : this.#writeReasoning(name);
    const ended = [...words, ...(this.#hasReasoning ? [{ type: "reasoning-ended" } as const] : [])];
    this.#state = "answer";
    this.#held = "";
    this.#hasReasoning = false;
    return ended;
  }

  #write(text: string): readonly OutputEvent[] {
    switch (this.#state) {
      case "answer":
        return this.#writeAnswer(text);
      case "channel-name":
        return this.#writeName(text);
      case "reasoning":
        return this.#writeReasoning(text);
    }
  }

  #writeName(text: string): readonly OutputEvent[] {
    this.#held += text;
    if (isStartOfName(this.#held)) {
      return [];
    }
    const written = this.#held;
    this.#state = "reasoning";
    this.#held = "";
    return this.#writeReasoning(named.test(written) ? written.slice(channelName.length) : written);
  }

  #writeReasoning(text: string): readonly OutputEvent[] {
    const pending = this.#hasReasoning ? this.#held + text : (this.#held + text).trimStart();
    const words = pending.trimEnd();
    this.#held = pending.slice(words.length);
    if (words === "") {
      return [];
    }
    this.#hasReasoning = true;
    return [{ type: "text", part: "reasoning", text: words }];
  }

  /** Drops empty lines before the answer and keeps the indentation of its first line, which may be code. */
  #writeAnswer(text: string): readonly OutputEvent[] {
    if (this.#hasAnswer) {
      return text === "" ? [] : [{ type: "text", part: "text", text }];
    }
    this.#held += text;
    if (this.#held.trim() === "") {
      return [];
    }
    const words = this.#held.replace(/^\s*\n/, "");
    this.#held = "";
    this.#hasAnswer = true;
    return [{ type: "text", part: "text", text: words }];
  }
}

const { open: openTag, close: closeTag } = reasoningTags;
const channelName = "thought";
const named = /^thought\s/;

/** Whether the text may still become the channel name. */
const isStartOfName = (text: string) => channelName.startsWith(text);
