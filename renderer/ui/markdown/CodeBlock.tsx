import { use, useMemo, useRef } from "react";
import { useText } from "../../i18n/i18n.ts";
import { CopyButton } from "../CopyButton.tsx";
import { CodeLines } from "./CodeLines.tsx";
import { labelOf, languageOf } from "./code-languages.ts";
import styles from "./CodeBlock.module.css";
import { NearView } from "../near-view.ts";
import { StillDrawing } from "./still-drawing.ts";
import { useHighlighting } from "./use-highlighting.ts";
import { useScrollableFocus } from "./use-scrollable-focus.ts";

export interface CodeBlockProps {
  readonly code: string;
  /** The info string after the backticks. */
  readonly info: string;
  /** Still being generated. */
  readonly isOpen: boolean;
}

export function CodeBlock({ code, info, isOpen }: CodeBlockProps) {
  const text = useText();
  const preRef = useRef<HTMLPreElement>(null);
  const name = /^[^\s{:]+/.exec(info.trim())?.[0] ?? "";
  const label = labelOf(name);
  const lines = useMemo(() => code.split("\n"), [code]);
  const isNear = use(NearView);
  const still = use(StillDrawing);
  const language = languageOf(name);
  const live = useHighlighting(lines, language, isOpen, isNear && still === null);
  const colours = still === null ? live : language === null ? [] : still.colours(lines, language);
  const focus = useScrollableFocus(preRef, text.chat.markdown.code(label));
  return (
    <div className={styles.block} dir="ltr" translate="no">
      <div className={styles.header}>
        <span className={styles.language}>{label}</span>
        {still === null && <CopyButton label={text.chat.markdown.copyCode} getText={() => code} />}
      </div>
      <pre ref={preRef} className={styles.pre} {...focus}>
        <CodeLines lines={lines} colours={colours} />
      </pre>
    </div>
  );
}
