import type { ReadDb } from '#main/kernel/db/database.ts'
import type { Facets } from '#shared/contract/catalogue.contract.ts'
import { asksNothing, withoutFields } from '#shared/model/rule-facts.ts'
import type { RuleField, RuleGroup } from '#shared/model/rule-tree.ts'
import { countMatching } from '#main/domains/search/search.service.ts'
import { countOwners, countValues, facetPairs, formatNames } from './facet-pairs.ts'
import type { FacetKind, FacetPairs } from './facet-pairs.ts'
import { readVersion } from './library-version.repo.ts'
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

/** Counts of every facet's values, each under the choices made in the others. */
export function readFacets(db: ReadDb, kind: FacetKind, where: RuleGroup, now: number): Facets {
  const version = readVersion(db)
  const counted = (facet: 'onDisk' | 'onShelf' | 'heard'): number =>
    countMatching(db, kind, { match: 'all', rules: [withoutFields(where, fieldsOf[facet]), { field: facet, op: 'is', value: true }] }, now)
  const values = (facet: 'formats' | 'decades' | 'genres'): { pairs: FacetPairs; isMatch: Uint8Array | undefined } => {
    const rest = withoutFields(where, fieldsOf[facet])
    return { pairs: facetPairs(db, kind, facet, version), isMatch: asksNothing(rest) ? undefined : flagged(openMatch(db, kind, rest, version, now)) }
  }
  const formats = values('formats')
  const decades = values('decades')
  const genres = values('genres')
  return {
    onDisk: counted('onDisk'),
    onShelf: counted('onShelf'),
    heard: counted('heard'),
    formats: formatFacet(formats.pairs, formats.isMatch),
    decades: counts(decades.pairs, decades.isMatch).map(({ value, count }) => ({ value: String(value * 10), id: null, count })).sort((one, other) => Number(one.value) - Number(other.value)),
    genres: genreFacet(db, genres.pairs, genres.isMatch),
  }
}

function flagged(ids: Int32Array): Uint8Array {
  let most = 0
  for (const id of ids) if (id > most) most = id
  const flags = new Uint8Array(most + 1)
  for (const id of ids) flags[id] = 1
  return flags
}

/** Most frequent first. */
function counts(pairs: FacetPairs, isMatch: Uint8Array | undefined): { value: number; count: number }[] {
  return [...countValues(pairs, isMatch)]
    .map((count, value) => ({ value, count }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
}

/** Lossless and lossy as a whole, then each format. */
function formatFacet(pairs: FacetPairs, isMatch: Uint8Array | undefined): Facets['formats'] {
  const formats = counts(pairs, isMatch).flatMap(({ value, count }) => {
    const name = formatNames[value]
    return name ? [{ value: name.format, id: null, count }] : []
  })
  const whole = (isLossless: boolean): Facets['formats'] => {
    const count = countOwners(pairs, isMatch, (value) => formatNames[value]?.isLossless === isLossless)
    return count > 0 ? [{ value: isLossless ? 'lossless' : 'lossy', id: null, count }] : []
  }
  return [...whole(true), ...whole(false), ...formats]
}

function genreFacet(db: ReadDb, pairs: FacetPairs, isMatch: Uint8Array | undefined): Facets['genres'] {
  const name = db.prepare<[number], string>('SELECT name FROM genres WHERE id = ?').pluck()
  return counts(pairs, isMatch)
    .slice(0, genresShown)
    .flatMap(({ value, count }) => {
      const known = name.get(value)
      return known === undefined ? [] : [{ value: known, id: value, count }]
    })
}
