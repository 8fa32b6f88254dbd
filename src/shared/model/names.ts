/**
 * Keys under which two spellings of one name meet. Keys are for comparing and sorting; they are never shown.
 */

const apostrophes = /['’‘`´]/g
const combiningMarks = /\p{M}+/gu
const notLettersOrDigits = /[^\p{L}\p{N}]+/gu

/** Letters that Unicode does not decompose but listeners type without their stroke or ligature. */
const unfolded: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i', ŋ: 'n', ĸ: 'k',
}
const unfoldedLetters = /[ßæœøđðþłħıŋĸ]/g
const plainAscii = /^[ -~]*$/

/**
 * Lower case, no accents, compatibility forms unified (full width, ligatures), white space single. Punctuation stays.
 * `fold('Sigur Rós') === 'sigur ros'`. Idempotent.
 */
export function fold(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim()
  return text
    .normalize('NFKD')
    .replace(combiningMarks, '')
    .toLowerCase()
    .replace(unfoldedLetters, (letter) => unfolded[letter] ?? letter)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** What names are searched by: folded, apostrophes of every kind dropped. */
export function plainName(text: string): string {
  return fold(text).replace(apostrophes, '')
}

/**
 * The identity key of an artist, album or genre name: folded, `&` and `+` read as `and`, punctuation dropped.
 * A name made only of punctuation (`!!!`) keeps it, so that it stays apart from the empty name.
 */
export function nameKey(name: string): string {
  const folded = fold(name)
  const key = folded
    .replace(/\s*[&+]\s*/g, ' and ')
    .replace(apostrophes, '')
    .replace(notLettersOrDigits, ' ')
    .trim()
  return key === '' || key === 'and' ? folded : key
}

/** Articles cut in front of a name; short ones that are also words of another sense (`a`, `o`, `as`) stay. */
const leadingArticle = /^(?:the|an|les?|la|los|las|el|der|die|das|il|gli) (?=\S)|^l['’](?=\S)/

/**
 * The key a name is sorted by: folded, without its leading article, punctuation in front dropped.
 * `sortKey('The Tin Cartographers') === 'tin cartographers'`.
 */
export function sortKey(name: string): string {
  const folded = fold(name)
  const bare = folded.replace(/^[^\p{L}\p{N}]+/u, '')
  const base = bare === '' ? folded : bare
  return base.replace(leadingArticle, '')
}

/** Identity key without a leading article: for comparing artists across services that drop or add *The*. */
export function articleFreeKey(name: string): string {
  return nameKey(fold(name).replace(leadingArticle, ''))
}

/** The bucket of an alphabet bar a sort key falls in: `A`..`Z`, `#` for digits and signs, `…` for other scripts. */
export function letterOf(key: string): string {
  const first = key.charAt(0)
  if (first >= 'a' && first <= 'z') return first.toUpperCase()
  return /^\p{L}/u.test(first) ? '…' : '#'
}

/** Up to two initials for a placeholder cover: `Low Tide Ministry` gives `LT`. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase() ?? '')
    .join('')
}
