import { useId, useState } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { classNames } from "../../../ui/class-names.ts";
import { PlainText } from "../../../ui/markdown/PlainText.tsx";
import styles from "./Message.module.css";

/** Longer text is collapsed at first. */
const clampLimits = { characters: 1600, lines: 20 };

export function ClampedText({ text }: { readonly text: string }) {
  const words = useText().chat;
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  if (!isLong(text)) return <PlainText text={text} />;
  return (
    <>
      <div id={id} className={classNames(!isOpen && styles.clamped)}>
        <PlainText text={text} />
      </div>
      <button
        type="button"
        className={styles.more}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? words.showLess : words.showAll}
      </button>
    </>
  );
}

function isLong(text: string): boolean {
  return (
    text.length > clampLimits.characters || text.split("\n", clampLimits.lines + 1).length > clampLimits.lines
  );
}
