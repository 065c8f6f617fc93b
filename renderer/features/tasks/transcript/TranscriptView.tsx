import { useText } from "../../../i18n/i18n.ts";
import { ExportBar } from "../ExportBar.tsx";
import { begunCount, pieceAnswers } from "../piece-answers.ts";
import { PieceProgress } from "../PieceProgress.tsx";
import type { TaskViewProps } from "../task-view-props.ts";
import { SegmentLine } from "./SegmentLine.tsx";
import { allTranscripts } from "./all-transcripts.ts";
import { transcriptFormats } from "./transcript-formats.ts";
import { transcriptSections } from "./transcript-sections.ts";
import styles from "./Transcript.module.css";

/** Transcripts by recording, each segment with its time. */
export function TranscriptView({ reply, question }: TaskViewProps) {
  const text = useText().tasks;
  const answers = pieceAnswers(reply, question);
  const sections = transcriptSections(answers);
  const isStreaming = reply.status.type === "streaming";
  return (
    <>
      {isStreaming && (
        <PieceProgress current={begunCount(answers)} count={answers.length} words={text.partsProgress} />
      )}
      {sections.map(({ source, segments }, index) => (
        <section key={index} aria-label={source.name || text.transcript} className={styles.section}>
          {sections.length > 1 && <h2 className={styles.name}>{source.name}</h2>}
          {segments.length === 0 && !isStreaming && <p className={styles.nothing}>{text.nothingSaid}</p>}
          <ol className={styles.segments}>
            {segments.map((segment) => (
              <SegmentLine
                key={segment.startMs}
                startMs={segment.startMs}
                text={segment.text}
                isCutOff={segment.isCutOff === true}
              />
            ))}
          </ol>
          {!isStreaming && segments.length > 0 && (
            <ExportBar
              formats={transcriptFormats(source.name, segments)}
              of={sections.length > 1 ? source.name : undefined}
            />
          )}
        </section>
      ))}
      {!isStreaming && sections.length > 1 && (
        <ExportBar formats={[allTranscripts(text.transcript, sections)]} isWhole />
      )}
    </>
  );
}
