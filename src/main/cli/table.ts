/** Rows as aligned columns for a terminal; null prints as a dash. */
export function table(rows: readonly Record<string, unknown>[], columns: readonly string[]): string {
  const cells = rows.map((row) => columns.map((column) => (row[column] === null || row[column] === undefined ? '-' : String(row[column]))))
  const widths = columns.map((column, index) => Math.min(60, Math.max(column.length, ...cells.map((line) => line[index]?.length ?? 0))))
  const render = (line: readonly string[]) =>
    line
      .map((cell, index) => (cell.length > 60 ? `${cell.slice(0, 59)}…` : cell).padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return [render(columns), ...cells.map(render)].join('\n')
}

/** Facts as `name: value` lines. */
export function facts(document: Record<string, unknown>): string {
  return Object.entries(document)
    .map(([name, value]) => `${name}: ${typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)}`)
    .join('\n')
}
