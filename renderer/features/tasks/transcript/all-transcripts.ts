import { asText } from "../../../../shared/speech/transcript.ts";
import type { ExportFormat } from "../ExportBar.tsx";
import type { TranscriptSection } from "./transcript-sections.ts";

/** The transcripts of several recordings in one file, each below its name. Subtitles belong to one recording. */
export function allTranscripts(fileName: string, sections: readonly TranscriptSection[]): ExportFormat {
  return {
    name: "TXT",
    fileName: `${fileName}.txt`,
    mediaType: "text/plain",
    text: () => sections.map(({ source, segments }) => `${source.name}\n\n${asText(segments)}`).join("\n\n"),
    canCopy: false,
  };
}
