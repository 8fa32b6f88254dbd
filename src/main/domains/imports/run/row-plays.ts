import { rowKeyOf } from '#main/domains/plays/record-plays.service.ts'
import type { SeenPlay } from '#main/domains/plays/record-plays.service.ts'
import type { ToldPlay } from '../formats/file-row.ts'

/** One thing to record for a row. */
export type SourcedPlay = { source: string; play: SeenPlay }

/**
 * What a row tells: the play, and then what else is known to be that play. Only our own export tells who saw a play, and
 * the play is then what they say of it.
 */
export function playsOf({ witnesses, ...told }: ToldPlay, format: string, ordinalOf: (key: string) => number): [SourcedPlay, ...SourcedPlay[]] {
  const keyOf = (source: string, play: Omit<ToldPlay, 'witnesses'>): number =>
    rowKeyOf(play, ordinalOf(`${source}\u0000${play.startedAt}\u0000${play.artist}\u0000${play.title}\u0000${play.album ?? ''}`))
  const [first, ...others] = (witnesses ?? []).map(({ source, rowKey, ...seen }): SourcedPlay => ({ source, play: { ...seen, rowKey: rowKey ?? keyOf(source, seen) } }))
  return first ? [first, ...others] : [{ source: format, play: { ...told, rowKey: keyOf(format, told) } }]
}
