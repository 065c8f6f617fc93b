import type { Catalog } from "../../../../shared/models/catalog.ts";
import { useText } from "../../../i18n/i18n.ts";
import styles from "./Comparison.module.css";

const measures = [
  "mmluPro",
  "aime2026",
  "liveCodeBench",
  "gpqaDiamond",
  "mmmlu",
  "mmmuPro",
  "fleurs",
] as const;

/** A table of the benchmark results published for each size. */
export function Comparison({ catalog }: { readonly catalog: Catalog }) {
  const text = useText().planner;
  return (
    <div className={styles.comparison}>
      <div className={styles.scroll} role="region" aria-label={text.compare} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{text.measure}</th>
              {catalog.sizes.map(({ id }) => (
                <th key={id} scope="col">
                  {id}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {measures.map((measure) => (
              <tr key={measure}>
                <th scope="row">{text.measures[measure]}</th>
                {catalog.sizes.map(({ id, benchmarks }) => (
                  <td key={id}>{score(measure, benchmarks[measure])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.note}>{text.compareNote}</p>
    </div>
  );
}

function score(measure: (typeof measures)[number], value: number | null): string {
  if (value === null) {
    return "–";
  }
  return measure === "fleurs" ? `${(value * 100).toFixed(1)}%` : `${value.toFixed(1)}%`;
}
