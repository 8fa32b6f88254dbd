import type { ReadDb } from '#main/kernel/db/database.ts'
import type { NeedleSession } from '#shared/contract/needle.contract.ts'
import { platterAt } from './needle-clock.rules.ts'
import { findAlbum, listSides } from './needle.repo.ts'
import type { StoredSession } from './needle.repo.ts'

/** A session as windows show it. */
export function viewOf(db: ReadDb, session: StoredSession, now: number): NeedleSession {
  const { id, albumId, side, how, tracks, turns, startedAt } = session
  const platter = platterAt(tracks.map(({ durationMs }) => durationMs), turns, now)
  const album = findAlbum(db, albumId)
  const sides = album ? listSides(db, album.id) : []
  const at = sides.findIndex((each) => each.side === side)
  const lastPause = turns.findLast((turn) => turn.kind === 'pause')
  const starts = new Map([...platter.over, ...(platter.current ? [platter.current] : [])].map((stretch) => [stretch.index, stretch.startedAt]))
  const heard = new Set(platter.over.map(({ index }) => index))
  return {
    id,
    albumId: album?.id ?? albumId,
    title: album?.title ?? '',
    artist: album?.artist ?? tracks[0]?.artist ?? '',
    coverHash: album?.coverHash ?? null,
    how,
    side: side === '' ? null : side,
    state: platter.state,
    startedAt,
    pausedAt: platter.state === 'paused' ? (lastPause?.at ?? null) : null,
    endsAt: platter.endsAt,
    endedAt: platter.endedAt,
    currentTrackId: platter.index === null ? null : (tracks[platter.index]?.trackId ?? null),
    positionMs: platter.positionMs,
    positionAt: now,
    tracks: tracks.map(({ trackId, position, title, durationMs, isGuessed }, index) => ({ trackId, position, title, durationMs, isGuessed, startedAt: starts.get(index) ?? null, isHeard: heard.has(index) })),
    nextSide: at < 0 ? null : (sides[at + 1]?.side ?? null),
  }
}
