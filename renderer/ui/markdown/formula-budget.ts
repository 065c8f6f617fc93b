import { createContext } from "react";
import { drawingLimits } from "./drawing-limits.ts";

/** Counts the elements of the formulas that one text has drawn. */
export class FormulaBudget {
  #elements = 0;

  /** The most that the next formula may have. */
  get left(): number {
    return Math.min(drawingLimits.formulaElements, drawingLimits.allFormulaElements - this.#elements);
  }

  /** Returns a function that gives the elements back. */
  take(elements: number): () => void {
    this.#elements += elements;
    return () => (this.#elements -= elements);
  }
}

export const FormulasOfText = createContext(new FormulaBudget());
