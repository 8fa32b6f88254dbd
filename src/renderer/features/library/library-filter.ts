import type { RuleGroup, RuleNode } from '#shared/model/rule-tree.ts'

/** What narrows a list of the library, as it stands in the page's address. */
export type LibraryFilter = {
  /** Words and field syntax: `artist:x year:1970..1979`. */
  q?: string
  genre?: number[]
  /** Codecs, or `flac16` and `flac24`. */
  format?: string[]
  /** First years of decades; 0 = no year. */
  decade?: number[]
  truth?: ('onDisk' | 'heard' | 'notHeard')[]
}

function listOf<T>(value: unknown, read: (item: unknown) => T | undefined): T[] | undefined {
  const items = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(read).filter((item) => item !== undefined)
  return items.length > 0 ? items : undefined
}

const numberOf = (value: unknown) => (Number.isInteger(Number(value)) && value !== '' && value !== null ? Number(value) : undefined)
const textOf = (value: unknown) => (typeof value === 'string' && value.length > 0 && value.length < 500 ? value : undefined)
const truths = ['onDisk', 'heard', 'notHeard'] as const

/** Reads a filter from search parameters; what it does not know is left out. */
export function readFilter(search: Record<string, unknown>): LibraryFilter {
  const filter: LibraryFilter = {}
  const q = textOf(search.q === undefined ? undefined : String(search.q))
  const genre = listOf(search.genre, numberOf)
  const format = listOf(search.format, textOf)
  const decade = listOf(search.decade, numberOf)
  const truth = listOf(search.truth, (value) => truths.find((known) => known === value))
  if (q !== undefined) filter.q = q
  if (genre) filter.genre = genre
  if (format) filter.format = format
  if (decade) filter.decade = decade
  if (truth) filter.truth = truth
  return filter
}

/** How many choices narrow the list. */
export function countFilters({ q, genre = [], format = [], decade = [], truth = [] }: LibraryFilter): number {
  return (q ? 1 : 0) + genre.length + format.length + decade.length + truth.length
}

/** Switches one value of a facet on or off. */
export function toggleFilter(filter: LibraryFilter, facet: keyof LibraryFilter, value: string): LibraryFilter {
  const read: string | number = facet === 'genre' || facet === 'decade' ? Number(value) : value
  const current = (filter[facet] ?? []) as (string | number)[]
  const next = current.includes(read) ? current.filter((item) => item !== read) : [...current, read]
  return readFilter({ ...filter, [facet]: next })
}

function anyOf(rules: RuleNode[]): RuleNode[] {
  return rules.length > 0 ? [{ match: 'any', rules }] : []
}

/**
 * The rule a filter means: within a facet any value, across facets all, together with the rule of its words. A library is
 * what one owns: what was only heard elsewhere shows where *heard* is asked for.
 */
export function ruleOf(filter: LibraryFilter, words: RuleGroup | undefined): RuleGroup {
  const { genre = [], format = [], decade = [], truth = [] } = filter
  return {
    match: 'all',
    rules: [
      ...(truth.includes('heard') ? [] : [{ field: 'onDisk', op: 'is', value: true } as const]),
      ...(words && words.rules.length > 0 ? [words] : []),
      ...anyOf(genre.map((value) => ({ field: 'genreId', op: 'is', value }))),
      ...anyOf(format.map((value) => ({ field: 'format', op: 'is', value }))),
      ...anyOf(decade.map((value) => (value === 0 ? { field: 'year', op: 'missing', value: 0 } : { field: 'decade', op: 'is', value }))),
      ...anyOf(truth.map((value) => (value === 'onDisk' ? { field: 'onDisk', op: 'is', value: true } : { field: 'heard', op: 'is', value: value === 'heard' }))),
    ],
  }
}
