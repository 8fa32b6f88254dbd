import { fold } from '#shared/model/names.ts'

/*
 * What the index is fed and what it is asked, in one place: both sides have to cut words in the same way.
 * Scripts written without spaces have no words to cut, so each character and each pair of neighbours stands for one.
 */

const apostrophes = /['’‘`´]/g
const word = /[\p{L}\p{N}]+/gu
/** Words held together by signs: `r.e.m.`, `ac/dc`, `hip-hop`. */
const compound = /[\p{L}\p{N}]+(?:[^\s\p{L}\p{N}]+[\p{L}\p{N}]+)+/gu
const signs = /[^\p{L}\p{N}]+/gu
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
const unspacedRun = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]{2,}/gu
const spacedAscii = /^[a-z0-9 ]*$/
const longestCompound = 40

/** Characters of a value from which on it is looked for anywhere in a name; a shorter one only begins a word. */
export const shortestPart = 3

function folded(text: string): string {
  return fold(text).replace(apostrophes, '')
}

/** The words of a text, folded. */
export function wordsOf(text: string): string[] {
  return folded(text).match(word) ?? []
}

/** What the word index stores for a name: its words, then compounds in one piece, then characters and pairs. */
export function indexedName(name: string | null): string {
  if (!name) return ''
  const text = folded(name)
  if (spacedAscii.test(text)) return text
  const words = text.match(word) ?? []
  const joined = (text.match(compound) ?? []).map((found) => found.replace(signs, '')).filter((found) => found.length <= longestCompound)
  return [...words, ...joined, ...pieces(text)].join(' ')
}

/** What the word index stores for a path, a comment or lyrics: like a name, without compounds. */
export function indexedText(text: string | null): string {
  if (!text) return ''
  const flat = folded(text)
  return [...(flat.match(word) ?? []), ...pieces(flat)].join(' ')
}

function pieces(text: string): string[] {
  if (!unspaced.test(text)) return []
  return (text.match(unspacedRun) ?? []).flatMap((run) => {
    const characters = [...run]
    return characters.flatMap((character, index) => {
      const next = characters[index + 1]
      return next === undefined ? [character] : [character, character + next]
    })
  })
}

/** What the part index stores for a name, and what it is asked. */
export function foldedPart(name: string | null): string {
  return name ? fold(name) : ''
}

/** Whether a folded value is long enough for the part index. */
export function isPart(value: string): boolean {
  return value.length >= shortestPart && [...value].length >= shortestPart
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""').replaceAll('\0', '')}"`
}

/** A query for these words one after the other, the last one perhaps only begun; undefined when there is no word. */
export function phraseQuery(value: string, columns?: readonly string[], isAtStart = false): string | undefined {
  const words = wordsOf(value)
  if (words.length === 0) return undefined
  return `${columnFilter(columns)}${isAtStart ? '^ ' : ''}${quoted(words.join(' '))} *`
}

/** A query for a run of characters anywhere, or at the start. */
export function partQuery(value: string, columns?: readonly string[], isAtStart = false): string | undefined {
  const part = foldedPart(value)
  return isPart(part) ? `${columnFilter(columns)}${isAtStart ? '^ ' : ''}${quoted(part)}` : undefined
}

function columnFilter(columns: readonly string[] | undefined): string {
  return columns ? `{${columns.join(' ')}} : ` : ''
}
