import type { ReadDb } from '#main/kernel/db/database.ts'
import { countMatching } from '#main/domains/search/search.service.ts'
import type { Facets } from '#shared/contract/catalogue.contract.ts'
import { asksNothing, withoutFields } from '#shared/model/rule-facts.ts'
import type { RuleField } from '#shared/model/rule-nodes.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { countFacet, countOwners, facetPairs, formatNames } from './facet-pairs.ts'
import type { FacetKind } from './facet-pairs.ts'
import { flagged } from './id-flags.ts'
import { readVersion } from './library-version.repo.ts'
import type { LibraryVersion } from './library-version.repo.ts'
import { openMatch } from './lists.ts'

/** What a choice in each facet is a rule about; a facet is counted as if nothing were chosen in itself. */
const fieldsOf: Record<keyof Facets, readonly RuleField[]> = {
  onDisk: ['onDisk'],
  onShelf: ['onShelf'],
  heard: ['heard'],
  formats: ['format', 'lossless'],
  decades: ['decade', 'year'],
  genres: ['genreId', 'genre'],
}
const genresShown = 300

/** What the facets of one list are counted in. `matching`: flags by id of the rows under the choices of the other facets; undefined = all. */
type Counting = { db: ReadDb; kind: FacetKind; version: LibraryVersion; matching(facet: keyof Facets): Uint8Array | undefined }

/** Counts of every facet's values, each under the choices made in the others. */
export function readFacets(db: ReadDb, kind: FacetKind, where: RuleGroup, now: number): Facets {
  const version = readVersion(db)
  const known = new Map<string, Uint8Array>()
  const matching = (facet: keyof Facets): Uint8Array | undefined => {
    const rest = withoutFields(where, fieldsOf[facet])
    if (asksNothing(rest)) return undefined
    const key = JSON.stringify(rest)
    const flags = known.get(key) ?? flagged(openMatch(db, kind, rest, version, now))
    known.set(key, flags)
    return flags
  }
  const counting: Counting = { db, kind, version, matching }
  return {
    onDisk: countFlag(counting, 'onDisk', now),
    onShelf: countFlag(counting, 'onShelf', now),
    heard: countFlag(counting, 'heard', now),
    formats: formatFacet(counting),
    decades: counted(counting, 'decades')
      .map(({ value, count }) => ({ value: String(value * 10), id: null, count }))
      .sort((one, other) => Number(one.value) - Number(other.value)),
    genres: genreFacet(counting),
  }
}

function countFlag({ db, kind, version, matching }: Counting, facet: 'onDisk' | 'onShelf' | 'heard', now: number): number {
  const holds: RuleGroup = { match: 'all', rules: [{ field: facet, op: 'is', value: true }] }
  const isMatch = matching(facet)
  if (!isMatch) return countMatching(db, kind, holds, now)
  let count = 0
  for (const id of openMatch(db, kind, holds, version, now)) count += isMatch[id] ?? 0
  return count
}

/** Most frequent first. */
function counted({ db, kind, version, matching }: Counting, facet: 'formats' | 'decades' | 'genres'): { value: number; count: number }[] {
  return Array.from(countFacet(db, kind, facet, matching(facet), version), ([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count)
}

/** Lossless and lossy as a whole, then each format. A track has one format, an album may have several. */
function formatFacet(counting: Counting): Facets['formats'] {
  const formats = counted(counting, 'formats').flatMap(({ value, count }) => {
    const name = formatNames[value]
    return name ? [{ ...name, count }] : []
  })
  const whole = (isLossless: boolean): Facets['formats'] => {
    const { db, kind, version, matching } = counting
    const count =
      kind === 'tracks'
        ? formats.reduce((sum, format) => sum + (format.isLossless === isLossless ? format.count : 0), 0)
        : countOwners(facetPairs(db, kind, 'formats', version), matching('formats'), (value) => formatNames[value]?.isLossless === isLossless)
    return count > 0 ? [{ value: isLossless ? 'lossless' : 'lossy', id: null, count }] : []
  }
  return [...whole(true), ...whole(false), ...formats.map(({ format, count }) => ({ value: format, id: null, count }))]
}

function genreFacet(counting: Counting): Facets['genres'] {
  const name = counting.db.prepare<[number], string>('SELECT name FROM genres WHERE id = ?').pluck()
  return counted(counting, 'genres')
    .slice(0, genresShown)
    .flatMap(({ value, count }) => {
      const known = name.get(value)
      return known === undefined ? [] : [{ value: known, id: value, count }]
    })
}
