// Who made it. One printed line, and the single names where the tags prove them: repeated values, a list of names beside the line,
// or as many ids as the line has parts. A bare "&" or "," proves nothing.
import type { Credit } from './file-tags.ts'
import type { TagBlock } from './tag-block.ts'
import { allOf, distinct } from './tag-lookup.ts'

interface CreditKeys {
  line: string
  list: string[]
  ids: string[]
  sorts: string[]
}

export const artistKeys: CreditKeys = { line: 'ARTIST', list: ['ARTISTS', 'DISCOGSARTISTS'], ids: ['MUSICBRAINZARTISTID'], sorts: ['ARTISTSSORT', 'ARTISTSORT', 'ARTISTSORTORDER'] }
export const albumArtistKeys: CreditKeys = {
  line: 'ALBUMARTIST',
  list: ['ALBUMARTISTS', 'DISCOGSALBUMARTISTS'],
  ids: ['MUSICBRAINZALBUMARTISTID'],
  sorts: ['ALBUMARTISTSSORT', 'ALBUMARTISTSORT', 'ALBUMARTISTSORTORDER'],
}

export interface CreditLine {
  text: string | null
  names: Credit[]
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

/** Every id in these values; older taggers put several into one value. */
export function uuidsIn(values: string[]): string[] {
  return distinct(values.flatMap((value) => value.match(uuid) ?? []).map((id) => id.toLowerCase()))
}

/** Separators that taggers use when a format has no place for several values. */
const flattened = [' / ', '/', '; ', ';', '\\\\', ' \\ ', '|']

/** A single value cut into exactly `count` parts, if one separator gives that. */
export function splitInto(value: string, count: number): string[] | undefined {
  if (count < 2) return undefined
  for (const separator of flattened) {
    const parts = value.split(separator).map((part) => part.trim())
    if (parts.length === count && parts.every((part) => part !== '')) return parts
  }
  return undefined
}

export function readCredit(blocks: TagBlock[], keys: CreditKeys): CreditLine {
  // Line, list and ids belong together: they are taken from one block.
  const owner = blocks.find((block) => block.values.has(keys.line) || keys.list.some((key) => block.values.has(key)))
  if (!owner) return { text: null, names: [] }
  const own = [owner]
  const lines = distinct(allOf(own, keys.line))
  const ids = uuidsIn(allOf(own, ...keys.ids))
  const sorts = allOf(own, ...keys.sorts)
  let listed = distinct(allOf(own, ...keys.list))
  if (listed.length === 1 && ids.length > 1) listed = splitInto(listed[0] ?? '', ids.length) ?? listed
  const single = lines.length === 1 ? lines[0] : undefined
  if (single !== undefined && listed.length > 1) return finish(single, withPhrases(single, listed), ids, sorts)
  if (single !== undefined) {
    const parts = splitInto(single, ids.length)
    if (parts) return finish(single, withPhrases(single, parts), ids, sorts)
    return finish(single, [{ name: single, joinPhrase: '' }], ids, sorts)
  }
  const names = lines.length > 0 ? lines : listed
  return finish(names.join(', '), names.map((name, index) => ({ name, joinPhrase: index < names.length - 1 ? ', ' : '' })), ids, sorts)
}

type Part = Pick<Credit, 'name' | 'joinPhrase'>

/** Finds the names in the printed line and what stands between them; names that are not there are joined by commas. */
function withPhrases(line: string, names: string[]): Part[] {
  const places: { name: string; start: number; end: number }[] = []
  const lower = line.toLowerCase()
  let from = 0
  for (const name of names) {
    const start = lower.indexOf(name.toLowerCase(), from)
    if (start < 0) return names.map((each, index) => ({ name: each, joinPhrase: index < names.length - 1 ? ', ' : '' }))
    places.push({ name, start, end: start + name.length })
    from = start + name.length
  }
  return places.map((place, index) => ({ name: place.name, joinPhrase: line.slice(place.end, places[index + 1]?.start ?? line.length) }))
}

function finish(text: string, parts: Part[], ids: string[], sorts: string[]): CreditLine {
  const knowsIds = ids.length === parts.length
  const sortParts = sorts.length === 1 && parts.length > 1 ? (splitInto(sorts[0] ?? '', parts.length) ?? []) : sorts
  const knowsSorts = sortParts.length === parts.length
  return {
    text,
    names: parts.map((part, index) => ({ ...part, sortName: knowsSorts ? (sortParts[index] ?? null) : null, musicbrainzId: knowsIds ? (ids[index] ?? null) : null })),
  }
}
