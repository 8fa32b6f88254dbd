const article = /^(the|a|an|le|la|les|un|une|der|die|das|el|los|las|il)\s+(?=\S)/i
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** One or two letters that stand for a name: *Harbour Arithmetic* gives HA, *The Beatles* gives B, 坂本龍一 gives 坂. */
export function initialsOf(name: string): string {
  const words = name.replace(article, '').split(/[\s\-–—/.,&+()[\]"'’“”]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const letters = words.slice(0, 2).map((word) => firstLetter(word))
  const shown = letters[0] && /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u.test(letters[0]) ? letters.slice(0, 1) : letters
  return shown.join('').toLocaleUpperCase()
}

function firstLetter(word: string): string {
  for (const { segment } of segmenter.segment(word)) if (/[\p{L}\p{N}]/u.test(segment)) return segment
  return ''
}

/** A muted colour that belongs to a name for good: dark enough for light letters at 7:1, the same in both themes. */
export function colourOf(name: string): string {
  let hash = 2166136261
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619)
  const bits = hash >>> 0
  return `oklch(${(0.34 + ((bits >> 20) % 5) * 0.015).toFixed(3)} ${(0.03 + ((bits >> 10) % 4) * 0.01).toFixed(2)} ${bits % 360})`
}
