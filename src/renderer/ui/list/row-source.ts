/**
 * A list of any length of which only a window is held.
 * `row` is undefined until it has been fetched; `onRange` tells which rows are in sight (end exclusive), so that they can be.
 */
export type RowSource<Row> = {
  readonly total: number
  row(index: number): Row | undefined
  onRange(start: number, end: number): void
}

/** A source over rows that are all at hand. */
export function rowsAtHand<Row>(rows: readonly Row[]): RowSource<Row> {
  return { total: rows.length, row: (index) => rows[index], onRange: () => undefined }
}
