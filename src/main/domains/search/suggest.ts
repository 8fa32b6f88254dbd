import type { ReadDb } from '#main/kernel/db/database.ts'
import { parseQuery } from '#shared/model/query-syntax.ts'
import { isGroup } from '#shared/model/rule-nodes.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { findGenreIds, findRanked, findTracksByText, tiers } from './ranked-search.ts'
import type { Hit, HitKind } from './ranked-search.ts'
import { bestMatching } from './search.service.ts'
import { correctSpelling } from './spelling.ts'

/** What was found, as ids, best first. */
export type Suggestions = {
  artistIds: number[]
  albumIds: number[]
  trackIds: number[]
  genreIds: number[]
  top: { kind: HitKind; id: number } | null
  corrected: string | null
}

type Hits = Record<HitKind, Hit[]>

const nothing: Suggestions = { artistIds: [], albumIds: [], trackIds: [], genreIds: [], top: null, corrected: null }
/** With so few hits or less, what was typed may be misspelt. */
const few = 2
/** How much more often than the next one a name has to be played to stand out when it only begins with what was typed. */
const clearLead = 3
const shortestStart = 3

/** The best matches for a text as it is typed: words anywhere in names, or the search syntax. */
export function suggest(db: ReadDb, { text, limit, now }: { text: string; limit: number; now: number }): Suggestions {
  const { where } = parseQuery(text)
  const plain = where.rules.length === 0 ? text.trim() : plainText(where)
  if (plain === undefined) return byRules(db, where, limit, now)
  if (plain === '') return nothing
  const hits = findAll(db, plain, limit)
  const genreIds = findGenreIds(db, plain, limit)
  if (count(hits) + genreIds.length > few) return described(hits, genreIds, plain, null)
  const corrected = correctSpelling(db, plain)
  const added = corrected === undefined ? undefined : findAll(db, corrected, limit)
  if (corrected !== undefined && added && count(added) > 0) return described(joined(hits, added, limit), genreIds, corrected, corrected)
  if (hits.track.length < limit) hits.track = withOthers(hits.track, findTracksByText(db, plain, limit), limit)
  return described(hits, genreIds, plain, null)
}

/** What was typed when it is nothing but words. */
function plainText({ match, rules }: RuleGroup): string | undefined {
  if (match !== 'all') return undefined
  const words: string[] = []
  for (const rule of rules) {
    if (isGroup(rule) || rule.field !== 'any' || rule.op !== 'contains') return undefined
    words.push(rule.value)
  }
  return words.join(' ')
}

function byRules(db: ReadDb, where: RuleGroup, limit: number, now: number): Suggestions {
  return {
    ...nothing,
    artistIds: bestMatching(db, 'artists', where, now, limit),
    albumIds: bestMatching(db, 'albums', where, now, limit),
    trackIds: bestMatching(db, 'tracks', where, now, limit),
  }
}

function findAll(db: ReadDb, text: string, limit: number): Hits {
  return { artist: findRanked(db, 'artist', text, limit), album: findRanked(db, 'album', text, limit), track: findRanked(db, 'track', text, limit) }
}

function count(hits: Hits): number {
  return hits.artist.length + hits.album.length + hits.track.length
}

function joined(first: Hits, second: Hits, limit: number): Hits {
  const both = (kind: HitKind): Hit[] => [...new Map([...first[kind], ...second[kind]].map((hit) => [hit.id, hit])).values()].slice(0, limit)
  return { artist: both('artist'), album: both('album'), track: both('track') }
}

function withOthers(hits: Hit[], ids: readonly number[], limit: number): Hit[] {
  const known = new Set(hits.map(({ id }) => id))
  return [...hits, ...ids.filter((id) => !known.has(id)).map((id) => ({ id, plays: 0, tier: tiers.inside }))].slice(0, limit)
}

function described(hits: Hits, genreIds: number[], text: string, corrected: string | null): Suggestions {
  const idsOf = (kind: HitKind): number[] => hits[kind].map(({ id }) => id)
  return { artistIds: idsOf('artist'), albumIds: idsOf('album'), trackIds: idsOf('track'), genreIds, top: topOf(hits, text), corrected }
}

/** The single best: a name that is exactly what was typed (artists before albums before tracks), or one that only begins so but is far more played than any other. */
function topOf(hits: Hits, text: string): Suggestions['top'] {
  const all = (['artist', 'album', 'track'] as const).flatMap((kind) => hits[kind].map((hit) => ({ ...hit, kind })))
  const exact = all.find(({ tier }) => tier === tiers.exact)
  if (exact) return { kind: exact.kind, id: exact.id }
  if (text.length < shortestStart) return null
  const [best, next] = all.filter(({ tier }) => tier === tiers.start).sort((one, other) => other.plays - one.plays)
  return best && (!next || best.plays > next.plays * clearLead) ? { kind: best.kind, id: best.id } : null
}
