import { plainName } from '#shared/model/names.ts'

/*
 * What the index is fed and what it is asked, in one place: both sides have to cut words in the same way.
 * Scripts written without spaces have no words to cut, so each character and each pair of neighbours stands for one.
 */

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

/** The words of a text, folded. */
export function wordsOf(text: string): string[] {
  return plainName(text).match(word) ?? []
}

/** What the word index stores for a name: its words, then compounds in one piece, then characters and pairs. */
export function indexedName(name: string | null): string {
  if (!name) return ''
  const text = plainName(name)
  if (spacedAscii.test(text)) return text
  const words = text.match(word) ?? []
  const joined = (text.match(compound) ?? []).map((found) => found.replace(signs, '')).filter((found) => found.length <= longestCompound)
  return [...words, ...joined, ...pieces(text)].join(' ')
}

/** What the word index stores for a path, a comment or lyrics: like a name, without compounds. */
export function indexedText(text: string | null): string {
  if (!text) return ''
  const flat = plainName(text)
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

/** What the part index stores for a name. */
export function indexedPart(name: string | null): string {
  return name ? plainName(name) : ''
}

/** Whether a plain value is long enough for the part index. */
export function isPart(plain: string): boolean {
  return plain.length >= shortestPart && [...plain].length >= shortestPart
}

/** Where and how a query looks. `isAtStart`: only where a column begins. `isWhole`: the last word is not just begun. */
export type QueryOptions = { columns?: readonly string[]; isAtStart?: boolean; isWhole?: boolean }

/** A query of the word index for these words one after the other; undefined when the value has no word. */
export function phraseQuery(value: string, options: QueryOptions = {}): string | undefined {
  const words = wordsOf(value)
  return words.length > 0 ? `${prefix(options)}${quoted(words.join(' '))}${options.isWhole ? '' : ' *'}` : undefined
}

/** A query of the part index for a run of characters; undefined when the value is too short for it. */
export function partQuery(value: string, options: QueryOptions = {}): string | undefined {
  const part = plainName(value)
  return isPart(part) ? `${prefix(options)}${quoted(part)}` : undefined
}

function prefix({ columns, isAtStart }: QueryOptions): string {
  return `${columns ? `{${columns.join(' ')}} : ` : ''}${isAtStart ? '^ ' : ''}`
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
