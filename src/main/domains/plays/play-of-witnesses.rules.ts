import type { PlayHow } from './seen-play.ts'

/** What one source says of a play. */
export type Witness = {
  source: string
  startedAt: number
  precisionMs: number | null
  rowKey: number
  zone: string | null
  heardTextId: number
  durationMs: number | null
  heardMs: number | null
  how: PlayHow
  isCounted: boolean
}

/** What a play is by all that saw it; `zone` null = nobody told one. */
export type PlayFacts = { startedAt: number; zone: string | null; heardTextId: number; durationMs: number | null; heardMs: number | null; how: PlayHow; isCounted: boolean }

/** Under this source stands what a person put right. */
export const personSource = 'person'

/** Sillon's own ears: they were there, others heard of it. */
const own = new Set(['player', 'spin'])

export function isOwn({ source }: Pick<Witness, 'source'>): boolean {
  return own.has(source)
}

function rankOf({ source, precisionMs }: Witness): number {
  if (source === personSource) return 0
  if (own.has(source)) return 1
  return 1 + (precisionMs ?? Number.MAX_SAFE_INTEGER)
}

function compare(one: string | number | boolean | null, other: string | number | boolean | null): number {
  if (one === other) return 0
  return (one ?? -1) < (other ?? -1) ? -1 : 1
}

/** What stands last settles ties between rows that say the same of when. */
const tieBreakers = ['startedAt', 'rowKey', 'source', 'heardTextId', 'isCounted', 'heardMs', 'durationMs', 'how', 'zone'] as const

/** A total order that does not know which came first, so that it does not matter. */
function byTrust(one: Witness, other: Witness): number {
  let order = rankOf(one) - rankOf(other)
  for (let at = 0; order === 0 && at < tieBreakers.length; at += 1) {
    const field = tieBreakers[at]
    if (field) order = compare(one[field], other[field])
  }
  return order
}

/** How the start of a play is known: of the most exact of its witnesses. */
export function startOf(witnesses: readonly Witness[]): Witness | undefined {
  return witnesses.toSorted(byTrust)[0]
}

/**
 * Puts a play together. The order in which witnesses came does not matter. `richness` tells texts that say more
 * (a track that is known, an id, an album) from those that say less.
 */
export function playOfWitnesses(witnesses: readonly Witness[], richness: (heardTextId: number) => number): PlayFacts | undefined {
  const ranked = witnesses.toSorted(byTrust)
  const first = ranked[0]
  const told = ranked.filter(({ source }) => source !== personSource)
  const trusted = told.find(isOwn)
  const richest = trusted ?? told.toSorted((one, other) => richness(other.heardTextId) - richness(one.heardTextId))[0]
  if (!first || !richest) return undefined
  return {
    startedAt: first.startedAt,
    zone: ranked.find(({ zone }) => zone !== null)?.zone ?? null,
    heardTextId: richest.heardTextId,
    durationMs: told.find(({ durationMs }) => durationMs !== null)?.durationMs ?? null,
    heardMs: trusted?.heardMs ?? told.reduce<number | null>((most, { heardMs }) => (heardMs === null ? most : Math.max(most ?? 0, heardMs)), null),
    how: ranked.find(({ how }) => how !== 'unknown')?.how ?? 'unknown',
    isCounted: trusted ? trusted.isCounted : told.some(({ isCounted }) => isCounted),
  }
}
