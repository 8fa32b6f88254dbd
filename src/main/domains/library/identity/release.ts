// One release as its files describe it. What they disagree on is settled by majority, never by who came first.
import { creditKey, creditText, various, withoutGuests } from './credit.rules.ts'
import type { CreditName } from './credit.rules.ts'
import type { FileEntry } from './file-facts.ts'
import { majority } from './majority.ts'

export type AlbumKind = 'album' | 'ep' | 'single' | 'live' | 'compilation' | 'soundtrack' | 'remix' | 'other'

export type Release = {
  /** In the order of their paths. */
  entries: FileEntry[]
  artistKey: string
  artists: CreditName[]
  title: string
  editionKey: string
  workKey: string
  isCompilation: boolean
  kind: AlbumKind
  releaseId: string | null
  releaseGroupId: string | null
  discogsRelease: number | null
  discogsMaster: number | null
  label: string | null
  catalogNumber: string | null
  barcode: string | null
  media: string | null
  year: number | null
  originalYear: number | null
  sortPath: string
}

/** Byte order, the same for everyone. */
export function comparePaths(one: { sortPath: string }, other: { sortPath: string }): number {
  return one.sortPath < other.sortPath ? -1 : one.sortPath > other.sortPath ? 1 : 0
}

/** `artistKey` says whose album it is, as release.rules.ts found. */
export function describeRelease(files: readonly FileEntry[], artistKey: string): Release {
  const entries = [...files].sort(comparePaths)
  const pick = <Value extends string | number>(valueOf: (facts: FileEntry['facts']) => Value | null): Value | null => majority(entries, ({ facts }) => valueOf(facts))
  const isCompilation = artistKey === various.key || (majority(entries, ({ facts }) => (facts.isCompilation ? 1 : 0)) ?? 0) === 1
  const title = pick(({ album }) => album) ?? ''
  return {
    entries,
    artistKey,
    artists: creditFor(entries, artistKey),
    title,
    editionKey: pick(({ editionKey }) => editionKey) ?? '',
    workKey: pick(({ workKey }) => workKey) ?? '',
    isCompilation,
    kind: kindOf(entries.find(({ facts }) => facts.releaseTypes.length > 0)?.facts.releaseTypes ?? [], title, artistKey === various.key),
    releaseId: pick(({ releaseId }) => releaseId),
    releaseGroupId: pick(({ releaseGroupId }) => releaseGroupId),
    discogsRelease: pick(({ discogsRelease }) => discogsRelease),
    discogsMaster: pick(({ discogsMaster }) => discogsMaster),
    label: pick(({ label }) => label),
    catalogNumber: pick(({ catalogNumber }) => catalogNumber),
    barcode: pick(({ barcode }) => barcode),
    media: pick(({ media }) => media),
    year: pick(({ year }) => year),
    originalYear: pick(({ originalYear }) => originalYear),
    sortPath: entries[0]?.sortPath ?? '',
  }
}

/** How the tags write the artist of this key: as an album artist, as the artist of a track, or as one of several. */
function creditFor(entries: readonly FileEntry[], artistKey: string): CreditName[] {
  if (artistKey === various.key) return [various]
  const spellings = new Map<string, CreditName[]>()
  const spelled = (find: (facts: FileEntry['facts']) => CreditName[] | undefined): CreditName[] | undefined => {
    const winner = majority(entries, ({ facts }) => {
      const credit = find(facts)
      if (!credit || credit.length === 0) return null
      const text = `${creditText(credit)}\u0001${credit.map(({ musicbrainzId }) => musicbrainzId ?? '').join()}`
      spellings.set(text, credit)
      return text
    })
    return winner === null ? undefined : spellings.get(winner)
  }
  return (
    spelled(({ albumArtistKey, albumArtists }) => (albumArtistKey === artistKey ? albumArtists : undefined)) ??
    spelled(({ artists }) => (creditKey(artists) === artistKey ? withoutGuests(artists) : undefined)) ??
    spelled(({ artists }) => artists.filter(({ key }) => key === artistKey).map((name) => ({ ...name, joinPhrase: '' }))) ??
    []
  )
}

const secondary: readonly (readonly [string, AlbumKind])[] = [
  ['live', 'live'],
  ['soundtrack', 'soundtrack'],
  ['remix', 'remix'],
  ['dj-mix', 'remix'],
  ['compilation', 'compilation'],
]

function kindOf(types: readonly string[], title: string, isVarious: boolean): AlbumKind {
  const special = secondary.find(([type]) => types.includes(type))
  if (special) return special[1]
  if (types.includes('ep')) return 'ep'
  if (types.includes('single')) return 'single'
  if (types.includes('broadcast') || types.includes('other')) return 'other'
  if (isVarious) return 'compilation'
  return types.length === 0 && /\bE\.?P\.?$/.test(title) ? 'ep' : 'album'
}
