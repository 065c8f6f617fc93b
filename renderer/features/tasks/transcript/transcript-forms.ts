import { asSrt, asText, asVtt, type TranscriptPart } from "../../../../shared/speech/transcript.ts";
import type { ExportForm } from "../ExportBar.tsx";
import { bareName } from "../save-text.ts";

/** @param lines the plain text, where it is more than the text of the parts */
export function transcriptForms(
  fileName: string,
  parts: readonly TranscriptPart[],
  lines: () => string = () => asText(parts),
): readonly ExportForm[] {
  const name = bareName(fileName);
  return [
    { name: "TXT", fileName: `${name}.txt`, mediaType: "text/plain", text: lines, canCopy: true },
    {
      name: "SRT",
      fileName: `${name}.srt`,
      mediaType: "application/x-subrip",
      text: () => asSrt(parts),
      canCopy: false,
    },
    { name: "VTT", fileName: `${name}.vtt`, mediaType: "text/vtt", text: () => asVtt(parts), canCopy: false },
  ];
}
