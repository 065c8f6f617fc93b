import { TagScanner } from "./tag-scanner.ts";
import type { CallReader, CallSyntax, ToolCall } from "./call-syntax.ts";
import type { OutputStart, OutputSyntax, ReasoningSyntax } from "./output-syntax.ts";

export type OutputEvent =
  | { readonly type: "text"; readonly part: "reasoning" | "text"; readonly text: string }
  /** Only after reasoning that was not blank. */
  | { readonly type: "reasoning-ended" }
  /** Its `tool-call` follows, unless the output is cut off. */
  | { readonly type: "tool-call-started"; readonly name: string }
  | ({ readonly type: "tool-call" } & ToolCall);

export interface ParserOptions {
  /** Tags that are several tokens in the vocabulary. */
  readonly tagsInText: readonly string[];
  readonly start: OutputStart;
  /** Whether calls are reported. Where no tool was declared, the text of a call is text. */
  readonly readsCalls?: boolean;
}

/**
 * Splits a model's output into reasoning and answer, as Gemma 4's
 * `<|channel>thought\n` … `<channel|>` … `<turn|>`.
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
  #state: "answer" | "channel-name" | "reasoning" | "call" = "answer";
  /**
   * In state "channel-name": the name so far. Otherwise: white space that may turn out to be leading or
   * trailing.
   */
  #held = "";
  #hasReasoning = false;
  #hasAnswer = false;
  #isTurnOver = false;

  readonly #reasoning: ReasoningSyntax;
  readonly #turnTags: ReadonlySet<string>;
  /** null: calls are text. */
  readonly #calls: CallSyntax | null;
  /** null: no call is open. */
  #call: CallReader | null = null;
  #hasCalls = false;

  constructor(syntax: OutputSyntax, { tagsInText, start, readsCalls = false }: ParserOptions) {
    this.#calls = readsCalls ? syntax.calls : null;
    this.#reasoning = syntax.reasoning ?? noReasoning;
    this.#turnTags = new Set(syntax.turnTags);
    this.#scanner = new TagScanner(tagsInText);
    if (start.continues === "reasoning") {
      this.#state = "reasoning";
      this.#hasReasoning = true;
    } else if (start.continues === "text") {
      this.#hasAnswer = true;
    } else {
      this.#continueFrom(start.promptEnd);
    }
  }

  /** Whether the output so far ends inside the reasoning. */
  get isInReasoning(): boolean {
    return this.#state === "channel-name" || this.#state === "reasoning";
  }

  /** Whether the output so far ends inside a call. */
  get isInCall(): boolean {
    return this.#state === "call";
  }

  /** Whether at least one call is complete. */
  get hasCalls(): boolean {
    return this.#hasCalls;
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
    const { open, close } = this.#reasoning;
    const opened = open === "" ? -1 : promptEnd.lastIndexOf(open);
    if (opened > promptEnd.lastIndexOf(close)) {
      this.#open();
      this.#write(promptEnd.slice(opened + open.length));
      this.#hasReasoning = false;
    }
  }

  #piece(piece: string | { readonly tag: string }): readonly OutputEvent[] {
    if (this.#isTurnOver) {
      return [];
    }
    if (this.#call !== null) {
      return this.#readCall(this.#call, piece);
    }
    if (typeof piece === "string") {
      return this.#write(piece);
    }
    if (piece.tag === this.#calls?.open) {
      return this.#openCall(this.#calls);
    }
    if (piece.tag === this.#reasoning.open) {
      this.#open();
    } else if (piece.tag === this.#reasoning.close) {
      return this.#close();
    } else if (this.#turnTags.has(piece.tag)) {
      this.#isTurnOver = true;
    }
    return [];
  }

  #openCall(syntax: CallSyntax): readonly OutputEvent[] {
    const ended = this.#close();
    // White space before a call is no text.
    this.#held = "";
    this.#state = "call";
    this.#call = syntax.newReader();
    return ended;
  }

  #readCall(reader: CallReader, piece: string | { readonly tag: string }): readonly OutputEvent[] {
    const isTurnTag = typeof piece !== "string" && this.#turnTags.has(piece.tag);
    if (isTurnTag || (typeof piece !== "string" && piece.tag === this.#calls?.close)) {
      this.#isTurnOver = isTurnTag;
      return this.#closeCall(reader);
    }
    const { name } = reader;
    reader.push(piece);
    return name === null && reader.name !== null ? [{ type: "tool-call-started", name: reader.name }] : [];
  }

  #closeCall(reader: CallReader): readonly OutputEvent[] {
    this.#call = null;
    this.#state = "answer";
    const call = reader.call();
    if (call === null) return this.#writeAnswer(reader.text);
    const started = reader.name === null ? [{ type: "tool-call-started", name: call.name } as const] : [];
    this.#hasCalls = true;
    // Blank lines between calls are no text.
    this.#hasAnswer = false;
    return [...started, { type: "tool-call", ...call }];
  }

  /** A second opening tag is ignored: large models sometimes write `<|channel>` twice. */
  #open(): void {
    if (this.#state !== "reasoning") {
      this.#state = "channel-name";
      this.#held = "";
    }
  }

  #close(): readonly OutputEvent[] {
    if (!this.isInReasoning) {
      return [];
    }
    const name = this.#state === "channel-name" ? this.#held : "";
    const words = this.#isStartOfName(name) ? [] : this.#writeReasoning(name);
    const ended = [...words, ...(this.#hasReasoning ? [{ type: "reasoning-ended" } as const] : [])];
    this.#state = "answer";
    this.#held = "";
    this.#hasReasoning = false;
    return ended;
  }

  #write(text: string): readonly OutputEvent[] {
    switch (this.#state) {
      case "answer":
      case "call":
        return this.#writeAnswer(text);
      case "channel-name":
        return this.#writeName(text);
      case "reasoning":
        return this.#writeReasoning(text);
    }
  }

  #writeName(text: string): readonly OutputEvent[] {
    this.#held += text;
    if (this.#isStartOfName(this.#held)) {
      return [];
    }
    const written = this.#held;
    this.#state = "reasoning";
    this.#held = "";
    const { name } = this.#reasoning;
    const isNamed = written.startsWith(name) && /^\s/.test(written.slice(name.length));
    return this.#writeReasoning(isNamed ? written.slice(name.length) : written);
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

  /** Whether the text may still become the channel's name. */
  #isStartOfName(text: string): boolean {
    return this.#reasoning.name.startsWith(text);
  }
}

const noReasoning: ReasoningSyntax = { open: "", close: "", name: "" };
