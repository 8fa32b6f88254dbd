import { correctionSchema } from '#shared/contract/corrections.contract.ts'
import type { Correction } from '#shared/contract/corrections.contract.ts'

/** Rules that can be written by hand; that words are a certain track is said in the journal. */
export const ruleKinds = ['rename-artist', 'rename-album', 'rename-track', 'merge-artists', 'split-artist', 'never-split', 'hide'] as const
export type RuleKind = (typeof ruleKinds)[number]

export const emptyRule = { artist: '', album: '', title: '', to: '', artists: '', into: '', parts: '' }
export type RuleField = keyof typeof emptyRule

/** What each rule asks for, in order. */
export const fieldsOf: Record<RuleKind, readonly RuleField[]> = {
  'rename-artist': ['artist', 'to'],
  'rename-album': ['artist', 'album', 'to'],
  'rename-track': ['artist', 'title', 'to'],
  'merge-artists': ['artists', 'into'],
  'split-artist': ['artist', 'parts'],
  'never-split': ['artist'],
  hide: ['artist', 'title'],
}

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean)

/** The joins of a credit as it is written; '&' where it does not tell. */
function partsOf(artist: string, names: readonly string[]): { name: string; joinPhrase: string }[] {
  let from = 0
  const places = names.map((name) => {
    const at = artist.toLowerCase().indexOf(name.toLowerCase(), from)
    if (at >= 0) from = at + name.length
    return { at, end: from }
  })
  return names.map((name, index) => {
    const [place, next] = [places[index], places[index + 1]]
    const written = place && next && place.at >= 0 && next.at >= 0 ? artist.slice(place.end, next.at) : ' & '
    return { name, joinPhrase: index === names.length - 1 ? '' : written }
  })
}

/** The rule that the fields make; null while something is missing. */
export function correctionOf(kind: RuleKind, { artist, album, title, to, artists, into, parts }: typeof emptyRule): Correction | null {
  const wanted = {
    'rename-artist': { kind, artist, to },
    'rename-album': { kind, artist, album, to },
    'rename-track': { kind, artist, title, to },
    'merge-artists': { kind, artists: linesOf(artists), into },
    'split-artist': { kind, artist, into: partsOf(artist, linesOf(parts)) },
    'never-split': { kind, artist },
    hide: { kind, artist, ...(title.trim() !== '' && { title }) },
  }[kind]
  const { success, data } = correctionSchema.safeParse(wanted)
  return success ? data : null
}
