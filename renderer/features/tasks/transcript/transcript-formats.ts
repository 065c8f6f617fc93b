import { asSrt, asText, asVtt, type TranscriptSegment } from "../../../../shared/speech/transcript.ts";
import type { ExportFormat } from "../ExportBar.tsx";
import { withoutExtension } from "../../../ui/save-text.ts";

/** @param lines the plain text, where it differs from the text of the segments */
export function transcriptFormats(
  fileName: string,
  segments: readonly TranscriptSegment[],
  lines: () => string = () => asText(segments),
): readonly ExportFormat[] {
  const name = withoutExtension(fileName);
  return [
    { name: "TXT", fileName: `${name}.txt`, mediaType: "text/plain", text: lines, canCopy: true },
    {
      name: "SRT",
      fileName: `${name}.srt`,
      mediaType: "application/x-subrip",
      text: () => asSrt(segments),
      canCopy: false,
    },
    {
      name: "VTT",
      fileName: `${name}.vtt`,
      mediaType: "text/vtt",
      text: () => asVtt(segments),
      canCopy: false,
    },
  ];
}
