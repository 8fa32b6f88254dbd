import type { AppContext } from '#main/context.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import type { NowListening } from '#shared/contract/accounts.contract.ts'
import { nameKey } from '#shared/model/names.ts'
import type { PlayingNow } from './history-source.ts'

/** What plays at each account, as far as the last poll knows. Kept in memory: after a restart the first poll tells. */
export type NowListenings = {
  of(accountId: number): NowListening | null
  /** Says whether that changed anything. */
  set(accountId: number, now: PlayingNow | null): boolean
}

type Shown = { albumId: number | null; coverHash: string | null }

/** The track words mean: as they were heard before, else by name, one on disk first. */
export function findTrackOf(db: ReadDb, { artist, title, album }: PlayingNow): number | null {
  const heard = db.prepare<[string, string, string], number>('SELECT trackId FROM heard_texts WHERE titleText = ? AND artistText = ? AND trackId IS NOT NULL ORDER BY albumText = ? DESC LIMIT 1').pluck()
  const named = db.prepare<[string, string], number>('SELECT id FROM tracks WHERE titleKey = ? AND artistKey = ? AND mergedIntoId IS NULL ORDER BY isOnDisk DESC, id LIMIT 1').pluck()
  return heard.get(title, artist, album) ?? named.get(nameKey(title), nameKey(artist)) ?? null
}

/** Where a track is looked at, and its cover. */
export function shownOf(db: ReadDb, trackId: number | null): Shown {
  const shown = db.prepare<[number], Shown>('SELECT tracks.albumId, albums.coverHash FROM tracks LEFT JOIN albums ON albums.id = tracks.albumId WHERE tracks.id = ?')
  return (trackId === null ? undefined : shown.get(trackId)) ?? { albumId: null, coverHash: null }
}

export function createNowListenings({ db, clock }: Pick<AppContext, 'db' | 'clock'>): NowListenings {
  const playing = new Map<number, NowListening>()
  return {
    of: (accountId) => playing.get(accountId) ?? null,
    set: (accountId, now) => {
      const before = playing.get(accountId)
      if (!now) return playing.delete(accountId)
      const isSame = before?.title === now.title && before.artist === now.artist && (before.album ?? '') === now.album
      if (isSame) return false
      const trackId = findTrackOf(db, now)
      playing.set(accountId, { artist: now.artist, title: now.title, album: now.album || null, trackId, ...shownOf(db, trackId), sinceAt: clock.now() })
      return true
    },
  }
}
