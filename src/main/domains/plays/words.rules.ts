// Keys under which the words of different sources meet. Every service writes the same song in its own way: what names the
// same recording is dropped, what names another one (live, remix, demo) stays.
import { articleFreeKey } from '#shared/model/names.ts'

/** Longer texts are compared as they begin, so that no pattern is run over a novel. */
const longest = 300

const units: Readonly<Record<string, number>> = {
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17,
  eighteen: 18, nineteen: 19,
}
const tens: Readonly<Record<string, number>> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 }
const numberWord = /\b(?:(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?: (one|two|three|four|five|six|seven|eight|nine))?|(zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen))\b/g
const hasNumberWord = /\b(?:zero|one|two|thr|four|fif|fiv|six|seven|eight|nine|ten|eleven|twe|thi|for)/
const roman: Readonly<Record<string, string>> = { i: '1', ii: '2', iii: '3', iv: '4', v: '5', vi: '6', vii: '7', viii: '8', ix: '9', x: '10' }
const part = /\b(part|pt|volume|vol|chapter|act|book|movement|no|number|nr) (\d+|viii|vii|vi|iv|ix|iii|ii|i|v|x)\b/g
const fullWord: Readonly<Record<string, string>> = { pt: 'part', vol: 'volume', no: 'number', nr: 'number' }

/** `R.E.M.` and `REM`. */
const acronym = /(?<![\p{L}\p{N}])(?:\p{L}\.){1,}\p{L}\.?(?![\p{L}\p{N}])/gu
/** `Beatles, The`. */
const trailingArticle = /^(.*\S),\s*(the|a|an|les?|la|los|las|el|der|die|das|il)$/i
const letterSigns: readonly [RegExp, string][] = [[/(?<=\p{L})\$|\$(?=\p{L})/gu, 's'], [/(?<=\p{L})!(?=\p{L})/gu, 'i']]

/** A name or title without what spelling alone decides. */
function looseKey(text: string): string {
  let plain = text.length > longest ? text.slice(0, longest) : text
  if (plain.includes('.')) plain = plain.replace(acronym, (letters) => letters.replaceAll('.', ''))
  if (plain.includes(',')) plain = plain.replace(trailingArticle, '$2 $1')
  if (plain.includes('$') || plain.includes('!')) for (const [sign, letter] of letterSigns) plain = plain.replace(sign, letter)
  let key = articleFreeKey(plain)
  if (key.includes(' n ')) key = key.replaceAll(' n ', ' and ')
  if (hasNumberWord.test(key)) key = key.replace(numberWord, (_whole, ten: string | undefined, unit: string | undefined, small: string | undefined) => String(ten ? (tens[ten] ?? 0) + (unit ? (units[unit] ?? 0) : 0) : (units[small ?? ''] ?? 0)))
  return key.replace(part, (_whole, word: string, count: string) => `${fullWord[word] ?? word} ${roman[count] ?? count}`)
}

/** The key of an artist's name, or of a whole credit. */
export function artistNameKey(text: string): string {
  return looseKey(text)
}

const guestsOfCredit = /^(.*?\S)\s*[([]?\s*\b(?:feat(?:uring|\.)?|ft\.?)\s+\S/i

/** The key of the first artist of a credit: what stands before a printed *feat.* */
export function firstArtistKey(text: string): string {
  if (text.length > longest || !/f(?:ea)?t/i.test(text)) return looseKey(text)
  return looseKey(guestsOfCredit.exec(text)?.[1] ?? text)
}

/** The key of the first artist of a credit whose key this is. */
export function firstArtistOfKey(key: string): string {
  return key.replace(/(?<=\S) (?:feat|ft|featuring) \S.*$/, '')
}

/** Keys of the artists words tell of besides the first: guests, the credit as a whole, whose album it is. */
export function otherArtistKeys(artist: string, albumArtist: string): string[] {
  const first = firstArtistKey(artist)
  const guest = artist.length <= longest && /f(?:ea)?t/i.test(artist) ? guestsOfCredit.exec(artist)?.[0] : undefined
  const names = [albumArtist, firstNameOf(albumArtist), ...(guest === undefined ? [] : [artist, guestOf(artist)])]
  return [...new Set(names.filter((name) => name !== '').map(looseKey))].filter((key) => key !== first && key !== '')
}

function firstNameOf(text: string): string {
  return text.length <= longest ? (guestsOfCredit.exec(text)?.[1] ?? text) : text
}

function guestOf(artist: string): string {
  return artist.replace(/^.*?\b(?:feat(?:uring|\.)?|ft\.?)\s+/i, '').replace(/[)\]]\s*$/, '')
}

/** What a suffix of a title says. `same`: the same recording. `edit`: another cut of it. `recording`: another recording. */
type SuffixKind = 'guest' | 'same' | 'edit' | 'recording' | 'title'

const guestSuffix = /^(?:feat(?:uring|\.)?|ft\.?|with|w\/)\s/i
const year = String.raw`(?:(?:19|20)\d\d)`
const filler = String.raw`(?:${year}|the|in|digital(?:ly)?|version|edition|album|audio|track|mix|recording|sound|remasters?|re-?master(?:ed)?|mono|stereo|\d+(?:th|st|nd|rd)|anniversary|deluxe|official|music|lyrics?|video|hd|hq|4k|explicit|clean|bonus|original|lp|[-–/,&])`
const sameWord = /\b(?:re-?master(?:ed|s)?|mono|stereo|explicit|clean|bonus track|album version|lp version|original version|official (?:music |lyrics? )?(?:audio|video)|official|audio|lyrics?|lyric video|music video)\b/i
const sameSuffix = new RegExp(String.raw`^(?:${filler}\s*)+$`, 'i')
const editSuffix = /\b(?:edit(?:ed)?|radio (?:mix|version)|single(?: version| mix)?|short version|7["”″'’]*(?: inch)?(?: version| mix)?|video version)$/i
const recordingSuffix = /\b(?:live|demo|acoustic|unplugged|sessions?|remix(?:ed)?|rmx|mix|instrumental|karaoke|cover|orchestral|reprise|rehearsal|outtake|take \w+|rework(?:ed)?|bootleg|dub|a ?cappella|acapella|version|extended|stripped|piano|session|en vivo|ao vivo|en public|concert)\b/i

function kindOf(suffix: string): SuffixKind {
  if (guestSuffix.test(suffix)) return 'guest'
  if (sameWord.test(suffix) && sameSuffix.test(suffix)) return 'same'
  if (editSuffix.test(suffix) && !/\b(?:live|demo|acoustic|remix)\b/i.test(suffix)) return 'edit'
  return recordingSuffix.test(suffix) ? 'recording' : 'title'
}

const bracketed = /^(.*\S)\s*(?:\(([^()]*)\)|\[([^[\]]*)\]|\{([^{}]*)\})\s*$/
const dashed = /^(.*\S)\s+[-–—~/]\s+([^()[\]{}]*\S)\s*$/
const guestsAtEnd = /^(.*\S)\s+(?:feat(?:uring|\.)|ft\.)\s+[^()[\]]*$/i
const guestsInside = /\s*[([]\s*(?:feat(?:uring|\.)?|ft\.?)\s+[^()[\]]*[)\]]/i

type TitleParts = { base: string; edits: string[]; recordings: string[] }

/** Takes the suffixes from the end of a title, as long as they are known to be none of its words. */
function partsOf(title: string): TitleParts {
  const parts: TitleParts = { base: title.trim(), edits: [], recordings: [] }
  if (title.length > longest || !/[([{\-–—~/]|\bf(?:ea)?t/i.test(title)) return parts
  parts.base = parts.base.replace(guestsInside, '').trim() || parts.base
  for (let rounds = 0; rounds < 6; rounds++) {
    const guests = guestsAtEnd.exec(parts.base)
    if (guests?.[1]) {
      parts.base = guests[1]
      continue
    }
    const match = bracketed.exec(parts.base) ?? dashed.exec(parts.base)
    const suffix = match?.[2] ?? match?.[3] ?? match?.[4]
    if (!match?.[1] || suffix === undefined || !takeSuffix(parts, suffix.trim())) break
    parts.base = match[1]
  }
  return parts
}

function takeSuffix(parts: TitleParts, suffix: string): boolean {
  // `Live at Home / 2011 Remaster` says two things.
  const pieces = suffix.split(/\s+\/\s+|\s*[;,]\s+|\s+[-–—]\s+/).map((piece) => piece.trim()).filter((piece) => piece !== '')
  const whole = kindOf(suffix)
  const kinds = whole === 'guest' || whole === 'same' ? [whole] : pieces.map(kindOf)
  // A place and a date after *Live* belong to it.
  if (kinds.some((kind) => kind === 'title') && kinds[0] !== 'recording') return false
  if (kinds.length === 0) return true
  const kept = pieces.filter((_piece, index) => kinds[index] === 'recording' || kinds[index] === 'title')
  if (kept.length > 0 && kinds.includes('recording')) parts.recordings.unshift(kept.join(' '))
  parts.edits.unshift(...pieces.filter((_piece, index) => kinds[index] === 'edit'))
  return true
}

/** The key of a recording's title as plays are compared by it: guests, *remastered*, *mono* and *stereo* are dropped; other versions keep theirs. */
export function playTitleKey(title: string): string {
  const { base, edits, recordings } = partsOf(title)
  return looseKey([base, ...recordings, ...edits].join(' '))
}

/** What a title may be found by when nothing bears exactly that one. */
export type NearTitle = {
  /** Of the song, without any suffix. */
  key: string
  /** Of what makes it another recording (`live at home`), '' for the plain one. */
  recording: string
}

export function nearTitle(title: string): NearTitle {
  const { base, recordings } = partsOf(title)
  return { key: looseKey(base), recording: recordings.length === 0 ? '' : looseKey(recordings.join(' ')) }
}

const formatSuffix = /^(.*\S)\s*(?:\s[-–—]\s+(?:single|ep)|[([]\s*(?:ep|single)\s*[)\]])\s*$/i

/** An album's title without *- Single* and *- EP*, as stores add them. */
export function withoutFormat(title: string): string {
  return formatSuffix.exec(title.slice(0, longest))?.[1] ?? title
}

/** The key of an album's title. Editions stay apart. */
export function looseAlbumKey(title: string): string {
  return looseKey(withoutFormat(title))
}
