const timeTags = /(?:\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\]\s?)+/g
const wordTags = /<\d{1,3}:\d{2}(?:[.:]\d{1,3})?>/g
const headers = /^\[(?:ar|ti|al|au|by|offset|re|ve|length|la|#)[^\]]*\]\s*$/i

/** LRC as words to read: without its time tags and its header lines, at most one empty line in a row. */
export function plainLyrics(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').filter((line) => !headers.test(line))
  const words = lines.map((line) => line.replace(timeTags, '').replace(wordTags, '').trimEnd())
  return words.join('\n').replace(/\n{3,}/g, '\n\n').trim()
}
