import type { DecodeFailure } from "../../shared/media/decode-failure.ts";
import type { SideProcess, StartSideProcess } from "../side-process/side-process.ts";
import type { DecodeOptions } from "./file-decoder.ts";

/** To the decode process, which works on one file at a time and has no access to it but `read`. */
export type DecodeRequest =
  | ({ readonly type: "decode"; readonly name: string; readonly sizeBytes: number } & DecodeOptions)
  /** Answers `read`. Shorter only at the end of the file. */
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** The piece is stored: the next one may be sent. */
  | { readonly type: "stored" };

/** From the decode process. */
export type DecodeMessage =
  | { readonly type: "read"; readonly offset: number; readonly length: number }
  | { readonly type: "piece"; readonly piece: PieceBytes }
  | { readonly type: "done"; readonly output: DecodeOutput }
  | { readonly type: "failed"; readonly failure: DecodeFailure };

export type PieceBytes =
  | {
      readonly kind: "image";
      readonly widthPx: number;
      readonly heightPx: number;
      /** As `PreparedImage` describes them. */
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: "audio";
      readonly sampleCount: number;
      readonly timeMs: number;
      /** As `PreparedAudio` describes them. */
      readonly bytes: Uint8Array;
    };

export type DecodeOutput =
  | { readonly type: "media"; readonly kind: "image" | "audio"; readonly durationMs: number | null }
  | { readonly type: "text"; readonly text: string; readonly encoding: string | null };

export type DecodeProcess = SideProcess<DecodeRequest, DecodeMessage>;
export type StartDecodeProcess = StartSideProcess<DecodeRequest, DecodeMessage>;
