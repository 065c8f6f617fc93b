/**
 * Few enough to be laid out in one frame when they come into view, and enough to keep the number of groups
 * small.
 */
export const rowsPerGroup = 16;

export interface RowGroup<Row> {
  readonly firstDepth: number;
  readonly rows: readonly Row[];
}

/** Groups have fixed boundaries from the beginning, so that an added message changes only the last one. */
export function groupRows<Row>(rows: readonly Row[]): readonly RowGroup<Row>[] {
  const groups: RowGroup<Row>[] = [];
  for (let firstDepth = 0; firstDepth < rows.length; firstDepth += rowsPerGroup) {
    groups.push({ firstDepth, rows: rows.slice(firstDepth, firstDepth + rowsPerGroup) });
  }
  return groups;
}
