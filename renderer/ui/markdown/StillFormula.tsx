import styles from "./Markdown.module.css";
import type { StillDrawer } from "./still-drawing.ts";

export interface StillFormulaProps {
  readonly tex: string;
  readonly isDisplay: boolean;
  readonly drawer: StillDrawer;
}

/** A formula in a file. */
export function StillFormula({ tex, isDisplay, drawer }: StillFormulaProps) {
  const markup = drawer.formula(tex, isDisplay);
  const className = isDisplay ? styles.display : styles.formula;
  // Only KaTeX wrote it, which escapes what it is given; the page itself never takes this way.
  return markup === null ? (
    <code className={className}>{tex.trim()}</code>
  ) : (
    <span className={className} dangerouslySetInnerHTML={{ __html: markup }} />
  );
}
