import { memo } from "react";
import { cutAtLines } from "./cut-at-lines.ts";
import styles from "./PlainText.module.css";

/** Text without Markdown, of any length: only the visible part is laid out. */
export function PlainText({ text }: { readonly text: string }) {
  return (
    <div className={styles.text}>
      {cutAtLines(text).map((piece, index) => (
        <Piece key={index} text={piece} />
      ))}
    </div>
  );
}

const Piece = memo(function Piece({ text }: { readonly text: string }) {
  return (
    <div className={styles.piece} dir="auto">
      {text}
    </div>
  );
});
