import type { ExportWords } from "../../../../shared/chat/export-words.ts";
import type { Message } from "../../../../shared/chat/message.ts";
import { formatFullDate } from "../../../i18n/format.ts";
import type { Language } from "../../../i18n/language.ts";
import { DocumentPart } from "./DocumentPart.tsx";
import type { EmbeddedMedia } from "./embedded-media.ts";

export interface ChatDocumentProps {
  readonly title: string;
  /** The branch that is shown, from root to leaf. */
  readonly branch: readonly Message[];
  readonly media: EmbeddedMedia;
  readonly words: ExportWords;
  readonly language: Language;
  readonly exportedAtMs: number;
}

/** A chat as a document of its own. */
export function ChatDocument({ title, branch, media, words, language, exportedAtMs }: ChatDocumentProps) {
  return (
    <main>
      <h1 dir="auto">{title}</h1>
      <p className="note">{words.exported(formatFullDate(exportedAtMs, language))}</p>
      {branch.map((message) => {
        const { id, role, createdAtMs, parts, status, modelName } = message;
        return (
          <article key={id}>
            <p className="speaker">
              <span>{role === "user" ? words.user : words.assistant(modelName)}</span>
              <time dateTime={new Date(createdAtMs).toISOString()}>
                {formatFullDate(createdAtMs, language)}
              </time>
            </p>
            {parts.map((part) => (
              <DocumentPart key={part.id} part={part} isTyped={role === "user"} media={media} words={words} />
            ))}
            {status.type === "failed" && parts.length === 0 && <p className="note">{words.failed}</p>}
          </article>
        );
      })}
    </main>
  );
}
