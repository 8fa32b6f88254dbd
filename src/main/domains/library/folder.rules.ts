/** How a folder lies to those that are there already. Paths are real, absolute, with slashes. */
export type Relation = 'apart' | 'same' | 'inside' | 'around'

function below(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`
}

/** How `path` lies to `other`. */
export function relationOf(path: string, other: string): Relation {
  if (path === other) return 'same'
  if (path.startsWith(below(other))) return 'inside'
  return other.startsWith(below(path)) ? 'around' : 'apart'
}

/** When a folder that is not watched is due again; null = never by itself. UTC ms. */
export function nextRescan(folder: { rescanMinutes: number | null; scannedAt: number | null }, fallbackMinutes: number | null, startedAt: number): number | null {
  const minutes = folder.rescanMinutes ?? fallbackMinutes
  // What was due while Sillon did not run is not forced at its start.
  return minutes === null ? null : Math.max(folder.scannedAt ?? 0, startedAt) + minutes * 60_000
}
