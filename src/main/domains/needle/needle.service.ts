import type { AppContext } from '#main/context.ts'
import type { NeedleSession } from '#shared/contract/needle.contract.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { openPlayTime } from '../plays/play-time.service.ts'
import { platterAt } from './needle-clock.rules.ts'
import type { Stretch, Turn } from './needle-clock.rules.ts'
import { settleSpins } from './needle-plays.ts'
import { closeEndedSessions, deleteSession, findAlbum, findSession, findShownSession, insertSession, listOpenSessions, listSides, listWritten, updateSession } from './needle.repo.ts'
import type { RecordHow, StoredSession } from './needle.repo.ts'
import { viewOf } from './needle-view.ts'

export type NeedleContext = Pick<AppContext, 'db' | 'events' | 'clock'>
type NeedleSources = {
  settings: () => { dayStartsAt: number }
  /** Told of every play written, inside the transaction that writes it. */
  playEnded: (playId: number) => void
}
type Put = { albumId: number; side: string; fromTrackId?: number | undefined; startedAt?: number | undefined; how: RecordHow }

export type Needle = ReturnType<typeof openNeedle>

/** A side that has run out is shown for so long, so that it can be flipped. */
const shownAfterMs = 30 * 60_000
/** A machine that slept wakes its timers late; nobody waits longer than this for what was heard meanwhile. */
const longestWaitMs = 30_000

const lengthsOfSide = ({ tracks }: StoredSession): number[] => tracks.map(({ durationMs }) => durationMs)

/** The one record player of the listener: what lies on it, and the plays that follow from it. */
export function openNeedle({ db, events, clock }: NeedleContext, { settings, playEnded }: NeedleSources) {
  let timer: NodeJS.Timeout | undefined
  let isStarted = false

  const write = (session: StoredSession, over: readonly Stretch[]): boolean => settleSpins(db, session, over, openPlayTime(db, settings(), clock), playEnded)

  /** Writes the plays that are over by now and ends what has run out. Inside a transaction. */
  function settle(session: StoredSession, now: number): boolean {
    const { over, endedAt } = platterAt(lengthsOfSide(session), session.turns, now)
    const hasChanged = write(session, over)
    session.endedAt = endedAt
    updateSession(db, session)
    return hasChanged
  }

  function tell(hasPlays: boolean): void {
    if (hasPlays) events.publishSoon({ type: 'plays.changed' })
    events.publishSoon({ type: 'needle.changed' })
    wait()
  }

  /** Writes what is over, of a record that turned while nobody looked as well. */
  function tick(): void {
    const now = clock.now()
    const due = listOpenSessions(db).filter((session) => {
      const { over, endedAt } = platterAt(lengthsOfSide(session), session.turns, now)
      return endedAt !== null || over.length > listWritten(db, session.id).length
    })
    if (due.length > 0) tell(db.transaction(() => due.map((session) => settle(session, now)).some(Boolean)))
  }

  function wait(): void {
    clearTimeout(timer)
    if (!isStarted) return
    const now = clock.now()
    const [open] = listOpenSessions(db)
    const nextAt = open && platterAt(lengthsOfSide(open), open.turns, now).nextAt
    if (nextAt === undefined || nextAt === null) return
    timer = setTimeout(() => {
      tick()
      wait()
    }, Math.min(longestWaitMs, Math.max(0, nextAt - now)))
    timer.unref()
  }

  function shown(): StoredSession | undefined {
    return findShownSession(db, clock.now() - shownAfterMs)
  }

  const view = (session: StoredSession): NeedleSession => viewOf(db, session, clock.now())

  function getOpen(): StoredSession {
    const [session] = listOpenSessions(db)
    if (!session) throw new AppError('conflict', say`No record is turning.`)
    return session
  }

  /** Adds what a person did now to the record that turns. */
  function turn(kind: 'pause' | 'resume' | { index: number }): NeedleSession {
    tick()
    const now = clock.now()
    const session = getOpen()
    const { state } = platterAt(lengthsOfSide(session), session.turns, now)
    if (kind === 'pause' ? state === 'paused' : kind === 'resume' && state === 'playing') return view(session)
    session.turns.push(typeof kind === 'string' ? { at: now, kind } : { at: now, kind: 'drop', index: kind.index })
    tell(db.transaction(() => settle(session, now)))
    return view(session)
  }

  /** Inside a transaction. */
  function liftAt(session: StoredSession, at: number): boolean {
    session.turns = [...session.turns.filter((turned) => turned.at <= at && turned.kind !== 'lift'), { at, kind: 'lift' } satisfies Turn]
    session.endedAt = null
    session.isClosed = true
    return settle(session, Math.max(at, clock.now()))
  }

  function start({ albumId, side: name, fromTrackId, startedAt, how }: Put): NeedleSession {
    tick()
    const now = clock.now()
    const at = startedAt ?? now
    if (at > now) throw new AppError('invalid-input', say`A record cannot have been put on in the future. Nothing was written.`)
    const album = findAlbum(db, albumId)
    const side = album && listSides(db, album.id).find((each) => each.side === name)
    if (!album || !side) throw new AppError('not-found', say`This side is not in the library any more.`, { data: { albumId } })
    const index = fromTrackId === undefined ? 0 : side.tracks.findIndex((track) => track.trackId === fromTrackId)
    if (index < 0) throw new AppError('not-found', say`This track is not on that side.`, { data: { fromTrackId } })
    const turns: Turn[] = [{ at, kind: 'drop', index }]
    const { endedAt } = platterAt(side.tracks.map(({ durationMs }) => durationMs), turns, now)
    const { session, hasPlays } = db.transaction(() => {
      // A record that had run out before the present one was put on leaves that one alone.
      const isBefore = (other: StoredSession): boolean => endedAt !== null && endedAt <= other.startedAt
      const open = listOpenSessions(db)
      const lifted = open.filter((other) => !isBefore(other)).map((other) => liftAt(other, Math.max(other.startedAt, at))).some(Boolean)
      if (endedAt === null || now - endedAt < shownAfterMs) closeEndedSessions(db)
      const id = insertSession(db, { albumId: album.id, side: side.side, how, startedAt: at, tracks: side.tracks, turns })
      const made = findSession(db, id)
      if (!made) throw new Error('the session that was just written is not there')
      if (open.some(isBefore)) made.isClosed = true
      return { session: made, hasPlays: settle(made, now) || lifted }
    })
    tell(hasPlays)
    return view(session)
  }

  return {
    tick,
    /** Watches the record that turns; returns how to stop. */
    watch: (): (() => void) => {
      isStarted = true
      tick()
      wait()
      return () => {
        isStarted = false
        clearTimeout(timer)
      }
    },
    sides: (albumId: number) => {
      const album = findAlbum(db, albumId)
      if (!album) throw new AppError('not-found', say`This album is not in the library any more.`, { data: { albumId } })
      return listSides(db, album.id).map(({ side, tracks }) => ({
        side,
        durationMs: tracks.reduce((sum, { durationMs }) => sum + durationMs, 0),
        tracks: tracks.map(({ artist: _artist, recordingMbid: _id, ...track }) => ({ ...track, startedAt: null, isHeard: false })),
      }))
    },
    current: (): NeedleSession | null => {
      tick()
      const session = shown()
      return session ? view(session) : null
    },
    start,
    pause: () => turn('pause'),
    resume: () => turn('resume'),
    seek: (trackId: number): NeedleSession => {
      const index = getOpen().tracks.findIndex((track) => track.trackId === trackId)
      if (index < 0) throw new AppError('not-found', say`This track is not on that side.`, { data: { trackId } })
      return turn({ index })
    },
    flip: (): NeedleSession => {
      tick()
      const session = shown()
      const next = session && view(session).nextSide
      if (!session || next === null || next === undefined) throw new AppError('conflict', say`There is no other side to play.`)
      return start({ albumId: session.albumId, side: next, how: session.how })
    },
    lift: (at: number | undefined): NeedleSession => {
      tick()
      const session = shown()
      if (!session) throw new AppError('conflict', say`No record is turning.`)
      const now = clock.now()
      if (at !== undefined && (at > now || at < session.startedAt)) throw new AppError('invalid-input', say`The needle was lifted between the start and now. Nothing was changed.`)
      tell(
        db.transaction(() => {
          if (session.endedAt === null || (at !== undefined && at < session.endedAt)) return liftAt(session, at ?? now)
          session.isClosed = true
          updateSession(db, session)
          return false
        }),
      )
      return view(session)
    },
    discard: (id: number): void => {
      const session = findSession(db, id)
      if (!session) return
      const hasPlays = db.transaction(() => {
        const undone = write(session, [])
        deleteSession(db, id)
        return undone
      })
      tell(hasPlays)
    },
  }
}
