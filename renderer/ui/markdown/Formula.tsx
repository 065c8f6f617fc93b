import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { classNames } from "../class-names.ts";
import { getFormulaRenderer, loadFormulaRenderer, onFormulaRenderer } from "./formula-loader.ts";
import styles from "./Markdown.module.css";

export interface FormulaProps {
  readonly tex: string;
  readonly isDisplay: boolean;
  /** Still being generated: its source is shown. */
  readonly isOpen: boolean;
}

/** A formula. Shows its source while it is open, while KaTeX is loading, and when it cannot be parsed. */
export function Formula({ tex, isDisplay, isOpen }: FormulaProps) {
  const render = useSyncExternalStore(onFormulaRenderer, getFormulaRenderer, () => null);
  const [failedTex, setFailedTex] = useState<string | null>(null);
  const ref = useRef<HTMLSpanElement>(null);
  const isSource = isOpen || render === null || failedTex === tex;

  useEffect(() => {
    if (!isOpen) void loadFormulaRenderer();
  }, [isOpen]);

  useLayoutEffect(() => {
    if (isSource || !ref.current) return;
    if (!render(tex, isDisplay, ref.current)) setFailedTex(tex);
  }, [tex, isDisplay, isSource, render]);

  const className = classNames(isDisplay ? styles.display : styles.formula, isSource && styles.source);
  // KaTeX fills the element itself; the key keeps React from putting text into an element that KaTeX filled.
  return (
    <span key={isSource ? "source" : "formula"} ref={ref} className={className} translate="no" dir="ltr">
      {isSource ? tex.trim() : null}
    </span>
  );
}
