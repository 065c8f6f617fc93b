import { useState } from "react";
import type { FileContent } from "../../../../shared/chat/message-part.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import frame from "./MessageAttachments.module.css";

/** How many characters are displayed; the model receives the whole text. */
const shownLength = 20_000;

export function TextFile({ file }: { readonly file: FileContent }) {
  const text = useText().media;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div role="group" aria-label={text.textFile(file.name)} className={frame.card}>
      <div className={frame.cardTop}>
        <Icon name="file" />
        <div className={frame.name}>
          <MiddleCut text={file.name} />
        </div>
        <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? text.hideText : text.showText}
        </Button>
      </div>
      {isOpen && (
        <pre className={frame.content} tabIndex={0}>
          {file.text.slice(0, shownLength)}
          {file.text.length > shownLength && "…"}
        </pre>
      )}
    </div>
  );
}
