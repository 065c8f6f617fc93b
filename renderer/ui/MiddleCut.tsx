import { visibleName } from "../../shared/visible-name.ts";
import styles from "./MiddleCut.module.css";

const tailLength = 9;

/**
 * A name, with what is invisible in it shown, truncated in its middle when there is no room: `gemma-4-E2B…Q4_0`. Screen readers and the clipboard
 * get all of it.
 */
export function MiddleCut({ text: name }: { readonly text: string }) {
  const text = visibleName(name);
  const characters = Array.from(text);
  const cutAt = beginOfTail(characters);
  return (
    <span className={styles.cut} title={text}>
      <span className="visually-hidden">{text}</span>
      <span className={styles.head} aria-hidden="true">
        {characters.slice(0, cutAt).join("")}
      </span>
      <span className={styles.tail} aria-hidden="true">
        {characters.slice(cutAt).join("")}
      </span>
    </span>
  );
}

/** Not at a space, which would leave a gap after the dots. */
function beginOfTail(characters: readonly string[]): number {
  let at = Math.max(0, characters.length - tailLength);
  while (characters[at] === " ") at += 1;
  return at;
}
