import type { TurnMedia } from "../../shared/inference/prompt-turn.ts";
import type { ImageBudget } from "../../shared/media/image-budget.ts";

/** Decodes files that come without a page: from programs and from the command line. */
export interface FileDecoder {
  /**
   * Decodes an image, a recording or a text into what the page would give the model. The format is detected
   * from the bytes, not from the name.
   * @throws AppError `file-undecodable` {name, problem, …}, `media-unreadable` {name}, or the signal's reason
   */
  decode(file: FileToDecode, options: DecodeOptions, signal: AbortSignal): Promise<DecodedFile>;
  dispose(): void;
}

export interface FileToDecode {
  /** Named in errors. */
  readonly name: string;
  readonly source:
    | { readonly type: "bytes"; readonly bytes: Uint8Array }
    /** Absolute. */
    | { readonly type: "path"; readonly path: string };
}

export interface DecodeOptions {
  /** Tokens that an image may take; null: Auto. */
  readonly budget: ImageBudget | null;
  /** Whether Auto is to treat an image as a document, whatever it looks like. */
  readonly isDocument: boolean;
}

export type DecodedFile = DecodedMedia | DecodedText;

export interface DecodedMedia {
  readonly type: "media";
  readonly kind: "image" | "audio";
  /** An image has one piece; a recording has its clips, in order, without silent ones. */
  readonly pieces: readonly DecodedPiece[];
  /** null for images. */
  readonly durationMs: number | null;
  /** Removes the files of the pieces. Call it when the model has been given them. */
  remove(): Promise<void>;
}

export interface DecodedPiece {
  readonly media: TurnMedia;
  /** Start within the recording; null for images. */
  readonly timeMs: number | null;
}

export interface DecodedText {
  readonly type: "text";
  readonly text: string;
  /** Of the file, as `TextDecoder` names it; null: the text was extracted from a document. */
  readonly encoding: string | null;
}
