import { useMemo } from "react";
import { shortTime, type TranscriptSegment } from "../../../../shared/speech/transcript.ts";
import { translatedText } from "../../../../shared/speech/translated-text.ts";
import { spokenLanguages } from "../../../../shared/tasks/spoken-languages.ts";
import { useText } from "../../../i18n/i18n.ts";
import { CutMark } from "../CutMark.tsx";
import { ExportBar } from "../ExportBar.tsx";
import { begunCount, pieceAnswers } from "../piece-answers.ts";
import { PieceProgress } from "../PieceProgress.tsx";
import type { TaskViewProps } from "../task-view-props.ts";
import { transcriptFormats } from "./transcript-formats.ts";
import { transcriptSections, type TranscriptSection } from "./transcript-sections.ts";
import styles from "./Transcript.module.css";

/** All target languages by name, in both interface languages. */
const targets = Object.values(spokenLanguages).flatMap((names) => [names.en, names["zh-CN"]]);

/** The transcript and its translation side by side. */
export function TranslationView({ reply, question }: TaskViewProps) {
  const text = useText().tasks;
  const answers = pieceAnswers(reply, question);
  const sections = transcriptSections(answers);
  const isStreaming = reply.status.type === "streaming";
  return (
    <>
      {isStreaming && (
        <PieceProgress current={begunCount(answers)} count={answers.length} words={text.partsProgress} />
      )}
      {sections.map((section, index) => (
        <Translated
          key={index}
          section={section}
          isOneOfSeveral={sections.length > 1}
          isStreaming={isStreaming}
        />
      ))}
    </>
  );
}

interface TranslatedProps {
  readonly section: TranscriptSection;
  readonly isOneOfSeveral: boolean;
  readonly isStreaming: boolean;
}

function Translated({ section, isOneOfSeveral, isStreaming }: TranslatedProps) {
  const text = useText().tasks;
  const rows = useMemo(
    () => section.segments.map((segment) => ({ segment, ...translatedText(segment.text, targets) })),
    [section.segments],
  );
  if (rows.length === 0) return isStreaming ? null : <p className={styles.nothing}>{text.nothingSaid}</p>;
  const translated = rows.map(({ segment, original, translation }): TranscriptSegment => ({
    ...segment,
    text: translation ?? original,
  }));
  const lines = () =>
    rows.map(({ original, translation }) => `${original}\n${translation ?? ""}\n\n`).join("");
  return (
    <section aria-label={section.source.name || text.translations} className={styles.section}>
      {isOneOfSeveral && <h2 className={styles.name}>{section.source.name}</h2>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text.time}</th>
            <th scope="col">{text.original}</th>
            <th scope="col">{text.translation}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ segment, original, translation }) => (
            <tr key={segment.startMs}>
              <td className={styles.time}>{shortTime(segment.startMs)}</td>
              <td dir="auto">{original}</td>
              <td dir="auto">
                {translation}
                {segment.isCutOff && <CutMark />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!isStreaming && (
        <ExportBar
          formats={transcriptFormats(section.source.name, translated, lines)}
          of={isOneOfSeveral ? section.source.name : undefined}
        />
      )}
    </section>
  );
}
