import { use, useId, useState } from "react";
import type { ToolResultPart } from "../../../../shared/chat/message-part.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Chevron } from "../../../ui/Chevron.tsx";
import { PlainText } from "../../../ui/markdown/PlainText.tsx";
import { ChatHostContext } from "../chat-host.ts";
import styles from "./Parts.module.css";
import { ResultFiles } from "./ResultFiles.tsx";

export interface FoldedResultProps {
  readonly result: ToolResultPart;
  /** The call was not made: the text is what the model was told of it. */
  readonly isForModel?: boolean;
}

/** The result of a tool, folded at first: it was made for the model, and can be long. */
export function FoldedResult({ result, isForModel = false }: FoldedResultProps) {
  const { parts: text, tools } = useText();
  const { Attached } = use(ChatHostContext).media;
  const panelId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const media = result.media ?? [];
  return (
    <div className={styles.result}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Chevron isOpen={isOpen} />
        {isForModel ? tools.toldModel : result.isError ? text.error : text.result}
      </button>
      {isOpen && (
        <div
          id={panelId}
          role="group"
          tabIndex={0}
          aria-label={text.resultOf(result.name)}
          className={styles.panel}
        >
          {result.text.trim() === "" && media.length === 0 && (
            <p className={styles.muted}>{text.emptyResult}</p>
          )}
          {result.text.trim() !== "" && <PlainText text={result.text} />}
        </div>
      )}
      {media.length > 0 && (
        <div className={styles.attachments}>
          <Attached attachments={media} />
        </div>
      )}
      {result.files && <ResultFiles files={result.files} />}
    </div>
  );
}
