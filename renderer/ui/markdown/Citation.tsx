import { Fragment, use } from "react";
import { useText } from "../../i18n/i18n.ts";
import { citedPieces } from "./citations.ts";
import { CitedSources } from "./cited-sources.ts";
import styles from "./Markdown.module.css";

/** Text of a reply in which citations are links to their sources. */
export function TextWithCitations({ text }: { readonly text: string }) {
  const sources = use(CitedSources);
  const pieces = sources.size === 0 ? null : citedPieces(text, (number) => sources.has(number));
  if (pieces === null) return text;
  return pieces.map((piece, index) => (
    <Fragment key={index}>{piece.type === "text" ? piece.text : <Citation number={piece.number} />}</Fragment>
  ));
}

/** A link to the source with this number; without one, the number as text. */
export function Citation({ number }: { readonly number: number }) {
  const words = useText().chat.markdown;
  const source = use(CitedSources).get(number);
  if (!source) return `[${number}]`;
  return (
    <a
      href={source.url}
      title={`${source.title}\n${source.url}`}
      aria-label={words.citation(number, source.title)}
      className={styles.citation}
      target="_blank"
      rel="noopener noreferrer"
    >
      {number}
    </a>
  );
}
