import { use, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { useText } from "../../i18n/i18n.ts";
import { classNames } from "../class-names.ts";
import { drawSoon } from "./drawing-queue.ts";
import { FormulasOfText } from "./formula-budget.ts";
import { getFormulaRenderer, loadFormulaRenderer, onFormulaRenderer } from "./formula-loader.ts";
import styles from "./Markdown.module.css";
import { StillDrawing } from "./still-drawing.ts";
import { StillFormula } from "./StillFormula.tsx";

export interface FormulaProps {
  readonly tex: string;
  readonly isDisplay: boolean;
  /** Still being generated: its source is shown. */
  readonly isOpen: boolean;
}

interface Failure {
  readonly tex: string;
  readonly type: "invalid" | "too-large";
}

export function Formula(props: FormulaProps) {
  const still = use(StillDrawing);
  return still === null ? (
    <LiveFormula {...props} />
  ) : (
    <StillFormula tex={props.tex} isDisplay={props.isDisplay} drawer={still} />
  );
}

/** Shows its source while it is open, while KaTeX is loading, and when it cannot be drawn. */
function LiveFormula({ tex, isDisplay, isOpen }: FormulaProps) {
  const text = useText().chat.markdown;
  const budget = use(FormulasOfText);
  const render = useSyncExternalStore(onFormulaRenderer, getFormulaRenderer, () => null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const ref = useRef<HTMLSpanElement>(null);
  const failed = failure?.tex === tex ? failure.type : null;
  const isSource = isOpen || render === null || failed !== null;

  useEffect(() => {
    if (!isOpen) void loadFormulaRenderer();
  }, [isOpen]);

  useLayoutEffect(() => {
    if (isSource) return undefined;
    let giveBack: (() => void) | null = null;
    const draw = () => {
      if (!ref.current) return;
      const outcome = render(tex, isDisplay, ref.current, budget.left);
      if (outcome.type === "drawn") giveBack = budget.take(outcome.elements);
      else setFailure({ tex, type: outcome.type });
    };
    // Shown until its turn comes.
    if (ref.current) ref.current.textContent = tex.trim();
    const withdraw = drawSoon(tex.length, draw);
    return () => {
      withdraw();
      giveBack?.();
    };
  }, [tex, isDisplay, isSource, render, budget]);

  const className = classNames(isDisplay ? styles.display : styles.formula, isSource && styles.source);
  // KaTeX fills the element itself; the key keeps React from putting text into an element that KaTeX filled.
  return (
    <>
      <span key={isSource ? "source" : "formula"} ref={ref} className={className} translate="no" dir="ltr">
        {isSource ? tex.trim() : null}
      </span>
      {failed === "too-large" && <span className={styles.note}> {text.formulaTooLarge}</span>}
    </>
  );
}
