import type { ReadDb } from '#main/kernel/db/database.ts'
import { keep } from '#main/kernel/db/kept.ts'
import { editDistance } from './edit-distance.ts'
import { wordsOf } from './search-text.ts'

/** The words of all names, and for each the letters it has as a set of 32 bits: two of them tell words that are far apart at a glance. */
type Vocabulary = { words: string[]; letters: Int32Array }

const candidatesWeighed = 12
const documentsCounted = 200
/** A shorter word at the end could begin too many others. */
const shortestUnfinished = 4

function lettersOf(word: string): number {
  let letters = 0
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31)
  return letters
}

function bits(set: number): number {
  let count = 0
  for (let left = set; left !== 0; left &= left - 1) count++
  return count
}

function vocabularyOf(db: ReadDb): Vocabulary {
  const version = db.prepare<[], number>('SELECT catalogue FROM library_version WHERE id = 1').pluck().get() ?? 0
  return keep(
    db, 'search words', String(version),
    () => {
      const words = db.prepare<[], string>('SELECT word FROM search_words').pluck().all()
      return { words, letters: Int32Array.from(words, lettersOf) }
    },
    ({ words }) => words.length * 8,
  )
}

/** One slip in a short word, two in a long one; words of one or two letters are never corrected. */
function slipsAllowed(word: string): number {
  if (word.length < 3) return 0
  return word.length < 6 ? 1 : 2
}

/**
 * The text with each word no name has (or begins with) replaced by the closest one a name has; undefined when every
 * word is known or nothing is close. The last word may be unfinished.
 */
export function correctSpelling(db: ReadDb, text: string): string | undefined {
  const typed = wordsOf(text)
  let isChanged = false
  const corrected = typed.map((word, index) => {
    const closest = isKnown(db, word) ? undefined : closestWord(db, word, index === typed.length - 1)
    if (closest === undefined) return word
    isChanged = true
    return closest
  })
  return isChanged ? corrected.join(' ') : undefined
}

function isKnown(db: ReadDb, word: string): boolean {
  return db.prepare<[string, string], number>('SELECT 1 FROM search_words WHERE word >= ? AND word < ? LIMIT 1').pluck().get(word, `${word}\u{10ffff}`) === 1
}

function closestWord(db: ReadDb, typed: string, isLast: boolean): string | undefined {
  const { words, letters } = vocabularyOf(db)
  const own = lettersOf(typed)
  let most = slipsAllowed(typed)
  let closest: string[] = []
  for (let index = 0; index < words.length && most > 0; index++) {
    const word = words[index] ?? ''
    const isPrefix = isLast && typed.length >= shortestUnfinished && word.length > typed.length
    // Letters only one of the two has: each slip explains at most two of them, one a side.
    const missing = bits(own & ~(letters[index] ?? 0))
    if (missing > most || (!isPrefix && (bits(~own & (letters[index] ?? 0)) > most || word.length - typed.length > most))) continue
    const distance = editDistance(typed, word, most, isPrefix)
    if (distance > most) continue
    if (distance < most) {
      most = distance
      closest = []
    }
    closest.push(word)
  }
  return mostUsed(db, typed, closest)
}

/** Of words equally close, the one with the same first letter that most names have. */
function mostUsed(db: ReadDb, typed: string, words: readonly string[]): string | undefined {
  const ranked = words.toSorted((one, other) => Number(other[0] === typed[0]) - Number(one[0] === typed[0]) || Math.abs(one.length - typed.length) - Math.abs(other.length - typed.length))
  let best: { word: string; uses: number } | undefined
  for (const word of ranked.slice(0, candidatesWeighed)) {
    // Fingers keep the first letter and leave letters out more often than they put some in.
    const uses = countUses(db, word) * (word[0] === typed[0] ? 4 : 1) * (word.length > typed.length ? 3 : 1)
    if (uses > 0 && (!best || uses > best.uses)) best = { word, uses }
  }
  return best?.word
}

/** How many names have a word, artists and albums before tracks. */
function countUses(db: ReadDb, word: string): number {
  const count = (table: string): number =>
    db.prepare<[string, number], number>(`SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${table} MATCH ? LIMIT ?)`).pluck().get(`"${word}"`, documentsCounted) ?? 0
  return count('search_artists') * 20 + count('search_albums') * 5 + count('search_tracks')
}
