import { TagScanner } from "./tag-scanner.ts";

export type OutputEvent =
  | { readonly type: "text"; readonly part: "thought" | "text"; readonly text: string }
  /** Only after a thought that had words in it. */
  | { readonly type: "thought-ended" };

/**
 * Splits what Gemma 4 writes into thought and answer while it is being written:
 * `<|channel>thought\n` … `<channel|>` … `<turn|>`.
 *
 * The engine tells tags from text by token, and hands tags over with `tag`. A tag that the model spells out with ordinary
 * tokens although its vocabulary has the tag as one token is text: the model is writing *about* the tag. Only tags that
 * the vocabulary lacks are looked for in the text (`tagsInText`), because such a model has no other way to write them.
 *
 * Tags, the channel's name and the white space around a thought never come out; neither does a thought without words.
 * Everything else comes out at once, unless it could still become one of these.
 */
export class OutputParser {
  readonly #scanner: TagScanner;
  #state: "answer" | "channel-name" | "thought" = "answer";
  /** In "channel-name" what was written of it; otherwise white space that may turn out to be at an edge. */
  #held = "";
  #saidThought = false;
  #saidAnswer = false;
  #isTurnOver = false;

  constructor(options: {
    readonly tagsInText: readonly string[];
    /** The end of the prompt: some templates open the channel themselves. */
    readonly promptEnd: string;
  }) {
    this.#scanner = new TagScanner(options.tagsInText);
    this.#continueFrom(options.promptEnd);
  }

  /** Whether the model would be cut off in mid-thought if it stopped here. */
  get isInThought(): boolean {
    return this.#state !== "answer";
  }

  /** A turn tag was read: whatever follows is not part of the reply. */
  get isTurnOver(): boolean {
    return this.#isTurnOver;
  }

  text(text: string): readonly OutputEvent[] {
    return this.#scanner.push(text).flatMap((piece) => this.#piece(piece));
  }

  tag(tag: string): readonly OutputEvent[] {
    return [...this.#scanner.end(), { tag }].flatMap((piece) => this.#piece(piece));
  }

  /** Call once, when the model has stopped, for what was still held back. */
  end(): readonly OutputEvent[] {
    return this.#scanner.end().flatMap((piece) => this.#piece(piece));
  }

  #continueFrom(promptEnd: string): void {
    const opened = promptEnd.lastIndexOf(openTag);
    if (opened > promptEnd.lastIndexOf(closeTag)) {
      this.#open();
      this.#write(promptEnd.slice(opened + openTag.length));
      this.#saidThought = false;
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

  /** A second opening tag opens nothing new: large models sometimes write `<|channel>` twice. */
  #open(): void {
    if (this.#state !== "thought") {
      this.#state = "channel-name";
      this.#held = "";
    }
  }

  #close(): readonly OutputEvent[] {
    if (this.#state === "answer") {
      return [];
    }
    const name = this.#state === "channel-name" ? this.#held : "";
    const words = isStartOfName(name) ? [] : this.#writeThought(name);
    const ended = [...words, ...(this.#saidThought ? [{ type: "thought-ended" } as const] : [])];
    this.#state = "answer";
    this.#held = "";
    this.#saidThought = false;
    return ended;
  }

  #write(text: string): readonly OutputEvent[] {
    switch (this.#state) {
      case "answer":
        return this.#writeAnswer(text);
      case "channel-name":
        return this.#writeName(text);
      case "thought":
        return this.#writeThought(text);
    }
  }

  #writeName(text: string): readonly OutputEvent[] {
    this.#held += text;
    if (isStartOfName(this.#held)) {
      return [];
    }
    const written = this.#held;
    this.#state = "thought";
    this.#held = "";
    return this.#writeThought(named.test(written) ? written.slice(channelName.length) : written);
  }

  #writeThought(text: string): readonly OutputEvent[] {
    const pending = this.#saidThought ? this.#held + text : (this.#held + text).trimStart();
    const words = pending.trimEnd();
    this.#held = pending.slice(words.length);
    if (words === "") {
      return [];
    }
    this.#saidThought = true;
    return [{ type: "text", part: "thought", text: words }];
  }

  /** Empty lines before the answer go; the indentation of its first line stays, because it may be code. */
  #writeAnswer(text: string): readonly OutputEvent[] {
    if (this.#saidAnswer) {
      return text === "" ? [] : [{ type: "text", part: "text", text }];
    }
    this.#held += text;
    if (this.#held.trim() === "") {
      return [];
    }
    const words = this.#held.replace(/^\s*\n/, "");
    this.#held = "";
    this.#saidAnswer = true;
    return [{ type: "text", part: "text", text: words }];
  }
}

const openTag = "<|channel>";
const closeTag = "<channel|>";
const channelName = "thought";
const named = /^thought\s/;

/** Whether more text is needed to tell the channel's name from the thought. */
const isStartOfName = (text: string) => channelName.startsWith(text);
