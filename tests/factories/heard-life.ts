import { recordPlays, rowKeyOf } from '#main/domains/plays/record-plays.service.ts'
import type { PlayTime, SeenPlay } from '#main/domains/plays/record-plays.service.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'

const zones = ['Europe/Paris', 'Pacific/Auckland', 'Pacific/Honolulu'] as const
const hows = ['file', 'stream', 'vinyl', 'unknown'] as const
const sources = ['player', 'lastfm', 'spotify-extended'] as const

/** Some years of listening in several zones, told by several sources, with skips and a sparse source; the same for the same seed. */
export function writeHeardLife(db: WriteDb, { plays = 400, seed = 1, dayStartsAt = 0 } = {}): void {
  let state = seed
  const below = (most: number): number => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return state % most
  }
  const time: PlayTime = { dayStartsAt, zoneAt: () => 'Europe/Paris' }
  let at = Date.UTC(2022, 11, 30, 8)
  for (let number = 0; number < plays; number++) {
    at += 240_000 + below(3) * 60_000 + (below(12) === 0 ? below(40) * 3_600_000 : 0)
    const words = { artist: `Artist ${below(6)}`, title: `Song ${below(30)}`, album: `Record ${below(8)}` }
    const isCounted = below(10) > 0
    const told: SeenPlay = {
      ...words, albumArtist: null, recordingMbid: null, startedAt: at, precisionMs: 1000, zone: zones[Math.floor((number / plays) * zones.length)] ?? null,
      durationMs: 200_000, heardMs: isCounted ? 200_000 : 9_000, how: hows[below(hows.length)] ?? 'file', isCounted, rowKey: rowKeyOf(words, 0), rawJson: null,
    }
    const source = number % 97 === 5 ? 'librefm-csv' : (sources[below(sources.length)] ?? 'player')
    db.transaction(() => recordPlays(db, [told], { source, accountId: null, importId: null }, time))
    if (below(4) === 0) db.transaction(() => recordPlays(db, [{ ...told, startedAt: at + 5_000 }], { source: 'listenbrainz', accountId: null, importId: null }, time))
  }
}
