/** Few enough to be laid out in one frame when they come into view, enough to make the groups of a long chat few. */
export const rowsPerGroup = 16;

export interface RowGroup<Row> {
  readonly firstDepth: number;
  readonly rows: readonly Row[];
}

/** Fixed stretches from the beginning, so that a message that is added changes only the last group. */
export function groupRows<Row>(rows: readonly Row[]): readonly RowGroup<Row>[] {
  const groups: RowGroup<Row>[] = [];
  for (let firstDepth = 0; firstDepth < rows.length; firstDepth += rowsPerGroup) {
    groups.push({ firstDepth, rows: rows.slice(firstDepth, firstDepth + rowsPerGroup) });
  }
  return groups;
}
