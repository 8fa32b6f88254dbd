import { nameKey } from '#shared/model/names.ts'

const words: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, i: 1, ii: 2, iii: 3, iv: 4, v: 5, vi: 6 }
const number = String.raw`(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|i{1,3}|iv|vi?)`
/** `Album (Disc 2)`, `Album [CD1: The Hits]`, `Album, Disc Two`, `Album CD 2`. */
const discSuffix = new RegExp(String.raw`^(.*?\S)(?:\s*[([{]\s*|\s*[-–—:,;]\s*|\s+)(?:disc|disk|cd|dvd)\s*[#.\-_]?\s*${number}(?:\s*(?:of|\/)\s*\d{1,2})?(?:\s*[-–—:]\s*[^()[\]]*)?\s*[)\]}]?\s*$`, 'i')
/** `CD1`, `Disc 2`, `disk_03`, `CD 1 - Live`, `Side A`, `LP 2`: a folder that holds one disc of the album its parent is. */
const discFolder = /^(?:cd|disc|disk|dvd|lp|vinyl|record|side|tape|cassette)\s*[#._-]?\s*(?:\d{1,2}|[a-f]|one|two|three|four|i{1,3}|iv)(?:(?:\s*[-–_:.]|\s+[([]).*)?$/i

const editionWords =
  String.raw`(?:remaster(?:ed|s)?|re-?master(?:ed)?|deluxe|expanded|anniversary|edition|reissue|re-?issue|bonus|collector['’]?s|special|limited|explicit|clean|japan(?:ese)?|import|mono|stereo|hi-?res|\d{2,3}[ -]?bit)`
const editionSuffix = new RegExp(String.raw`^(.*\S)\s*(?:[([][^()[\]]*\b${editionWords}\b[^()[\]]*[)\]]|\s[-–—]\s+(?:\d{4}\s+)?(?:digital(?:ly)?\s+)?remaster(?:ed)?(?:\s+\d{4})?|\s[-–—]\s+(?:super\s+)?deluxe(?:\s+edition)?)\s*$`, 'i')

/** Longer titles are no titles; they are compared as they stand, so that no pattern is run over them. */
const longest = 300

/** An album's title without what only says which disc this is, and that disc. */
export function splitDisc(title: string): { title: string; disc: number | null } {
  const match = title.length <= longest && /disc|disk|cd|dvd/i.test(title) ? discSuffix.exec(title) : null
  if (!match?.[1] || !match[2]) return { title, disc: null }
  return { title: match[1], disc: words[match[2].toLowerCase()] ?? Number(match[2]) }
}

/** Whether a folder of this name is one disc of an album rather than an album. */
export function isDiscFolder(name: string): boolean {
  return discFolder.test(name.trim())
}

/** The key of one published form of an album: `Red (Deluxe)` and `Red` differ. */
export function editionTitleKey(title: string): string {
  return nameKey(title)
}

/** The key of a work: what only names an edition (remaster, deluxe, anniversary) is dropped. Other things in brackets stay. */
export function workTitleKey(title: string): string {
  let bare = title
  if (bare.length > longest) return nameKey(bare.slice(0, longest))
  for (let match = editionSuffix.exec(bare); match?.[1]; match = editionSuffix.exec(bare)) bare = match[1]
  return nameKey(bare)
}

const guestsInTitle = /\s*[([]\s*(?:feat(?:uring|\.)?|ft\.?)\s+[^()[\]]*[)\]]|\s+(?:feat\.?|ft\.|featuring)\s+[^()[\]]*$/i
const year = String.raw`(?:(?:19|20)\d\d)`
const remaster = String.raw`(?:${year}\s+)?(?:digital(?:ly)?\s+)?re-?master(?:ed)?(?:\s+(?:version|edition|track|album version))?(?:\s*(?:[-–/,]\s*|in\s+)?${year})?(?:\s+(?:version|edition|digital remaster))?`
const remasterSuffix = new RegExp(String.raw`\s*(?:[([]\s*${remaster}\s*[)\]]|\s[-–—/]\s+${remaster})\s*$`, 'i')

/**
 * The key of a recording's title: guests and *remastered* are dropped, for they name the same song; *live*, *remix*,
 * *edit*, *demo* and everything else stay, for they name another.
 */
export function trackTitleKey(title: string): string {
  if (title.length > longest) return nameKey(title.slice(0, longest))
  if (!/[([\-–—/]|\bf(?:ea)?t/i.test(title)) return nameKey(title)
  const bare = title.replace(remasterSuffix, '').replace(guestsInTitle, '').replace(remasterSuffix, '')
  return nameKey(bare.trim() === '' ? title : bare)
}
