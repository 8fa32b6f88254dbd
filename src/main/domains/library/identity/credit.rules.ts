import { nameKey } from '#shared/model/names.ts'
import type { Credit } from '../tags/file-tags.ts'

/** One artist of a credit, with the key the name is known by. */
export type CreditName = { name: string; key: string; joinPhrase: string; musicbrainzId: string | null; sortName: string | null }

/** The artist of MusicBrainz that stands for many. */
const variousId = '89ad4ac3-39f7-470e-963a-56509c546377'
export const various: CreditName = { name: 'Various Artists', key: 'various artists', joinPhrase: '', musicbrainzId: variousId, sortName: null }

const variousKeys = new Set(['various artists', 'various', 'va', 'v a', 'various artist', 'verschiedene interpreten', 'verschiedene kunstler', 'artistes divers', 'divers', 'multi interpretes', 'varios artistas', 'varios', 'artisti vari', 'vari'])

/** Whether a name stands for many artists. */
export function isVarious(key: string, musicbrainzId: string | null): boolean {
  return musicbrainzId === variousId || variousKeys.has(key)
}

const guestWord = /^(.*?\S)(\s*[([]?\s*\b(?:feat(?:uring|\.)?|ft\.?)\s+)(\S.*?)[)\]]?$/i

/**
 * The single names of a credit. What the tags list stays as listed; a printed *feat.* is the one separator that proves
 * a guest. `&` and `,` prove nothing. No artist stands twice in a credit.
 */
export function creditNames(names: readonly Credit[], printed: string | null): CreditName[] {
  const source = names.length > 0 ? names : printed ? [{ name: printed, joinPhrase: '', sortName: null, musicbrainzId: null }] : []
  const result: CreditName[] = []
  for (const { name, joinPhrase, sortName, musicbrainzId } of source) {
    const guests = name.length <= 300 && /f(?:ea)?t/i.test(name) ? guestWord.exec(name) : null
    if (guests?.[1] && guests[2] && guests[3]) {
      add(result, guests[1], guests[2].replace(/[([]/, '').replace(/^\s*/, ' '), musicbrainzId, sortName)
      add(result, guests[3], joinPhrase, null, null)
    } else {
      add(result, name, joinPhrase, musicbrainzId, sortName)
    }
  }
  return result
}

function add(result: CreditName[], name: string, joinPhrase: string, musicbrainzId: string | null, sortName: string | null): void {
  const key = nameKey(name)
  if (key === '') return
  const artist = isVarious(key, musicbrainzId) ? { ...various, joinPhrase } : { name, key, joinPhrase, musicbrainzId, sortName }
  if (!result.some((known) => known.key === artist.key && known.musicbrainzId === artist.musicbrainzId)) result.push(artist)
}

/** A credit as one line. */
export function creditText(names: readonly CreditName[]): string {
  return names.map((each, index) => each.name + (index < names.length - 1 ? each.joinPhrase || ', ' : '')).join('')
}

/** Names after the first that are guests, not partners, do not count for whose album it is. */
export function withoutGuests(names: readonly CreditName[]): CreditName[] {
  const first = names.findIndex(({ joinPhrase }) => /\b(?:feat(?:uring|\.)?|ft\.?)\s*$/i.test(joinPhrase))
  return first < 0 ? [...names] : names.slice(0, first + 1)
}

/** What a credit is compared by: its names without guests, as printed. */
export function creditKey(names: readonly CreditName[]): string {
  return nameKey(creditText(withoutGuests(names)))
}
