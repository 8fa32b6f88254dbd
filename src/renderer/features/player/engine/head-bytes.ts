const headSeconds = 12
const smallestHead = 256 * 1024
const unknownHead = 1024 * 1024

/** Head enough for the rest to be decoded meanwhile; none where the rest is hardly more. */
export function headBytesOf(totalBytes: number | null, durationMs: number | null): number {
  if (totalBytes === null || durationMs === null) return unknownHead
  const head = Math.max(smallestHead, Math.ceil((totalBytes * headSeconds * 1000) / durationMs))
  return head > totalBytes / 2 ? Infinity : head
}
