import type { PreviewSegment } from "../../../../shared/formats/mark-control-tokens.ts";
import type { TemplatePreview as Preview } from "../../../../shared/models/chat-template.ts";
import { formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Switch } from "../../../ui/Switch.tsx";
import styles from "./ChatTemplate.module.css";

export interface TemplatePreviewProps {
  /** null: not known yet. */
  readonly preview: Preview | null;
  readonly thinking: boolean;
  readonly onThinking: (thinking: boolean) => void;
}

/** A small chat as the model gets it, with control tokens and the text of messages marked. */
export function TemplatePreview({ preview, thinking, onThinking }: TemplatePreviewProps) {
  const text = useText().template;
  const language = useLanguage();
  const { segments = [], tokens = null } = preview ?? {};
  return (
    <section className={styles.preview} aria-label={text.preview}>
      <div className={styles.previewHead}>
        <h3 className={styles.previewTitle}>{text.preview}</h3>
        <Switch isOn={thinking} onChange={onThinking} aria-label={text.thinkingInPreview}>
          {text.thinking}
        </Switch>
      </div>
      {segments.length > 0 ? (
        <>
          <ul className={styles.legend} aria-hidden="true">
            <li className={styles.control}>{text.kinds.control}</li>
            <li>{text.kinds.template}</li>
            <li className={styles.content}>{text.kinds.content}</li>
          </ul>
          <pre className={styles.prompt} role="group" aria-label={text.prompt} tabIndex={0} dir="ltr">
            {segments.map((segment, index) => (
              <Segment key={index} segment={segment} title={text.kinds[segment.kind]} />
            ))}
          </pre>
        </>
      ) : (
        preview !== null && <p className={styles.hint}>{text.noPreview}</p>
      )}
      {segments.length > 0 && (
        <p className={styles.hint}>
          {tokens === null ? text.tokensUnknown : text.tokens(formatNumber(tokens, language))}
        </p>
      )}
    </section>
  );
}

function Segment({ segment, title }: { readonly segment: PreviewSegment; readonly title: string }) {
  switch (segment.kind) {
    case "control":
      return (
        <mark className={styles.control} title={title}>
          {segment.text}
        </mark>
      );
    case "content":
      return (
        <span className={styles.content} title={title}>
          {segment.text}
        </span>
      );
    case "template":
      return segment.text;
  }
}
