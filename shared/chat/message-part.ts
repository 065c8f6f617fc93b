import type { ImageBudget } from "../media/image-budget.ts";
import type { TextEncodingName } from "../text/encodings.ts";
import type { PreparedMedia } from "../media/prepared-media.ts";
import type { Failure } from "../ipc/result.ts";
import type { ToolAccess } from "../tools/tool-access.ts";

/** Unique in the database. */
export type PartId = string;

/** `incomplete`: cut off by a stop, a limit, a crash or the end of the app. */
export type PartStatus = "streaming" | "complete" | "incomplete";

interface PartOf<Type extends string> {
  readonly id: PartId;
  readonly type: Type;
  readonly status: PartStatus;
}

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = Readonly<Record<string, JsonValue>>;

export interface TextPart extends PartOf<"text"> {
  readonly text: string;
}

export interface ReasoningPart extends PartOf<"reasoning"> {
  readonly text: string;
  /** From the first reasoning token to the last; null while the model is still reasoning. */
  readonly durationMs: number | null;
  /** Closed by the thinking budget or by Answer now, not by the model. */
  readonly isCutShort?: true;
  /** Whether the user left the panel open. */
  readonly isOpen?: true;
}

/** The model's answer for one receipt of several: JSON text in the form the task asked for. */
export interface ReceiptPart extends PartOf<"receipt"> {
  readonly text: string;
}

/** The transcript, or the translation, of one clip of a recording. */
export interface TranscriptPart extends PartOf<"transcript"> {
  readonly text: string;
}

export interface ToolCallPart extends PartOf<"tool-call"> {
  /** Connects the call with its result. */
  readonly callId: string;
  readonly name: string;
  readonly arguments: JsonObject;
  /** Absent: the chat has no tool of this name, or it is not known yet. */
  readonly tool?: CalledTool;
  readonly approval: "not-needed" | "pending" | "allowed" | "denied";
  /** Why the user was asked; absent: they were not. */
  readonly askedBecause?: AskReason;
  /**
   * `interrupted`: the reply ended before the call did; it is never run again. `skipped`: answered without
   * being run, because it was denied or repeated, or did not fit its tool.
   */
  readonly state: "waiting" | "running" | "done" | "failed" | "interrupted" | "skipped";
  /** While it runs. */
  readonly progress?: CallProgress;
  /** How long the tool ran; null while it has not ended. */
  readonly durationMs: number | null;
}

/** The tool as it was when it was called. */
export interface CalledTool {
  /** `SOURCE/NAME`: what the user's rules name. */
  readonly key: string;
  /** null: built in, and named by the message catalogs. */
  readonly title: string | null;
  readonly access: ToolAccess;
}

/**
 * `access`: the tool may change, run or send something. `untrusted-text`: there is text in the chat that the
 * user did not write and that may try to misuse tools.
 */
export type AskReason = "access" | "untrusted-text";

export interface CallProgress {
  /** 0 to 1; null: not known. */
  readonly fraction: number | null;
  /** As the tool words it. */
  readonly message: string | null;
}

export interface ToolResultPart extends PartOf<"tool-result"> {
  readonly callId: string;
  readonly name: string;
  readonly text: string;
  /** Whether the tool reported an error; the text describes it. */
  readonly isError: boolean;
  /** Images and audio clips that the tool returned. */
  readonly media?: readonly MediaContent[];
  /** Other files that it returned. */
  readonly files?: readonly ResultFile[];
  /** Whether anything in it comes from elsewhere: a page, a file, a server. */
  readonly isUntrusted?: true;
  /** Why the call failed, in words that the page has; `text` is what the model was told. */
  readonly error?: Failure;
}

/** A stored file that is offered as a download. */
export interface ResultFile {
  readonly name: string;
  /** SHA-256 of its bytes, lower-case hex. */
  readonly hash: string;
  readonly sizeBytes: number;
}

/** A page or document that an answer is based on. */
export interface SourcePart extends PartOf<"source"> {
  readonly title: string;
  /** http, https, or a `facet:` link to an attachment. */
  readonly url: string;
  /** The passage that was used; null: the whole source. */
  readonly excerpt: string | null;
  /** What the model cites it by, as in `[3]`. An address has one number in a chat. Absent: it has none. */
  readonly number?: number;
  /** `search`: a result of a web search; `page`: a page that was read. */
  readonly origin?: "search" | "page";
}

/** An attached image, recording or video. */
export interface MediaContent {
  readonly type: "media";
  readonly kind: "image" | "audio" | "video";
  /**
   * SHA-256 of the original's bytes, lower-case hex; the file is stored beside the database under this name.
   */
  readonly hash: string;
  readonly mediaType: string;
  /** File name; for the page of a document, with the page number. */
  readonly name: string;
  /** Size of the original. */
  readonly sizeBytes: number;
  /** Tokens that an image may take; null for audio. */
  readonly budget: ImageBudget | null;
  /** What the model is given, in order: one image; the clips of a recording; frames and clips of a video. */
  readonly prepared: readonly PreparedPiece[];
  /** Of the original, as displayed; null for audio. */
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  /** null for images. */
  readonly durationMs: number | null;
  /** null: there is no thumbnail. */
  readonly thumbnailHash: string | null;
}

export type PreparedPiece = PreparedMedia & {
  /** Start within the recording or video; null for images. */
  readonly timeMs: number | null;
};

/** An attached text file; the model reads it before the message. */
export interface FileContent {
  readonly type: "file";
  readonly name: string;
  readonly text: string;
  /** The encoding that the file was read in. Only the page that read it knows; it is not stored. */
  readonly encoding?: TextEncodingName;
}

/**
 * What a page attaches to a message; the services store it as a part. Attachments precede the text of a
 * message.
 */
export type Attachment = MediaContent | FileContent;

export type MediaPart = PartOf<"media"> & MediaContent;
export type FilePart = PartOf<"file"> & FileContent;

/** A part whose type this version does not know. It is stored and exported as it came. */
export interface UnknownPart extends PartOf<"unknown"> {
  readonly storedType: string;
  readonly payload: JsonObject;
}

export type MessagePart =
  | TextPart
  | ReasoningPart
  | ReceiptPart
  | TranscriptPart
  | ToolCallPart
  | ToolResultPart
  | SourcePart
  | MediaPart
  | FilePart
  | UnknownPart;

export type PartType = MessagePart["type"];

/** A part whose text grows while it is generated. */
export type GrowingPart = TextPart | ReasoningPart | ReceiptPart | TranscriptPart;

export function isGrowing(part: MessagePart): part is GrowingPart {
  return growingTypes.has(part.type);
}

const growingTypes: ReadonlySet<PartType> = new Set(["text", "reasoning", "receipt", "transcript"]);

/**
 * The text of a part that answers the user: what Copy copies, the search finds and the next prompt repeats.
 */
export function answerTextOf(part: MessagePart): string | null {
  switch (part.type) {
    case "text":
    case "receipt":
    case "transcript":
      return part.text;
    case "reasoning":
    case "tool-call":
    case "tool-result":
    case "source":
    case "media":
    case "file":
    case "unknown":
      return null;
  }
}
