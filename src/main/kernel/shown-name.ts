/** A stored file or folder name for a person; bytes that are no text become replacement characters. */
export function shownName(stored: string | Uint8Array): string {
  return typeof stored === 'string' ? stored : Buffer.from(stored).toString('utf8')
}
