/** LRC: most lines begin with a time in brackets. */
export function isSyncedLyrics(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/, 60).filter((line) => line.trim() !== '')
  const timed = lines.filter((line) => /^\s*\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\]/.test(line)).length
  return timed > 0 && timed >= lines.filter((line) => !/^\s*\[[a-z#]+:/i.test(line)).length / 2
}
