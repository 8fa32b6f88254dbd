import { setImmediate as yielding } from 'node:timers/promises'
import type { AppContext } from '#main/context.ts'
import type { NowListening } from '#shared/contract/accounts.contract.ts'
import { findTrackOf, shownOf } from '../accounts/accounts.service.ts'
import { openPlayTime } from '../plays/play-time.service.ts'
import { recordPlays, rowKeyOf } from '../plays/record-plays.service.ts'
import type { SeenPlay } from '../plays/record-plays.service.ts'

/** What a scrobbler tells; words are '' and lengths null where it does not. */
export type ReceivedTrack = { artist: string; title: string; album: string; albumArtist: string; recordingMbid: string; durationMs: number | null }

/** `startedAt` UTC ms; `heardMs` null = not told; `told` = what else it said, kept as it is. */
export type ReceivedPlay = ReceivedTrack & { startedAt: number; heardMs: number | null; told: Readonly<Record<string, string>> }

/** A program that feeds plays in, and what plays there. */
export type Scrobbler = { name: string; nowListening: NowListening }

type ReceivingContext = Pick<AppContext, 'db' | 'events' | 'clock'>
type ReceivingSources = { dayStartsAt: () => number; love: (trackId: number, isLoved: boolean) => void }

export type Receiving = ReturnType<typeof openReceiving>

/** Plays before that day are slips of a clock: no scrobbler is older. */
const earliest = Date.UTC(2002, 9, 1)
const mostAheadMs = 24 * 60 * 60 * 1000
const rowsAtOnce = 100
/** Whatever plays without a length is taken to be over after so long. */
const usualMs = 10 * 60 * 1000
/** Programs pause for a moment between two tracks. */
const graceMs = 30_000

function seenOf(client: string, { artist, title, album, albumArtist, recordingMbid, startedAt, durationMs, heardMs, told }: ReceivedPlay): SeenPlay {
  return {
    artist, title, album: album || null, albumArtist: albumArtist || null, recordingMbid: recordingMbid || null, startedAt, precisionMs: 1000, zone: null, durationMs, heardMs,
    how: 'unknown', isCounted: true, rowKey: rowKeyOf({ artist, title, album }, 0), rawJson: JSON.stringify({ ...told, scrobbler: client }),
  }
}

/** Plays, loves and what plays now, as programs elsewhere tell them. */
export function openReceiving({ db, events, clock }: ReceivingContext, { dayStartsAt, love }: ReceivingSources) {
  const playing = new Map<string, { now: NowListening; until: number }>()

  return {
    /** Why a play cannot be: its time is none. */
    timeProblem: (startedAt: number): 'old' | 'new' | null => (!(startedAt >= earliest) ? 'old' : startedAt > clock.now() + mostAheadMs ? 'new' : null),

    /** Writes plays whose time is right, each once however often it is told. Resolves once all are kept. */
    record: async (client: string, plays: readonly ReceivedPlay[]): Promise<void> => {
      for (let from = 0; from < plays.length; from += rowsAtOnce) {
        const some = plays.slice(from, from + rowsAtOnce).map((play) => seenOf(client, play))
        db.transaction(() => recordPlays(db, some, { source: 'submission', accountId: null, importId: null }, openPlayTime(db, { dayStartsAt: dayStartsAt() }, clock)))
        if (from + rowsAtOnce < plays.length) await yielding()
      }
      if (plays.length > 0) events.publishSoon({ type: 'plays.changed' })
    },

    playing: (client: string, track: ReceivedTrack): void => {
      const trackId = findTrackOf(db, track)
      const { artist, title, album, durationMs } = track
      const now = { artist, title, album: album || null, trackId, ...shownOf(db, trackId), sinceAt: clock.now() }
      playing.set(client, { now, until: clock.now() + (durationMs ?? usualMs) + graceMs })
      events.publishSoon({ type: 'accounts.changed' })
    },

    /** What plays at each program, the newest first. */
    scrobblers: (): Scrobbler[] => {
      for (const [name, { until }] of playing) if (until < clock.now()) playing.delete(name)
      return [...playing].map(([name, { now }]) => ({ name, nowListening: now })).sort((a, b) => b.nowListening.sinceAt - a.nowListening.sinceAt)
    },

    /** Loves a track of the library, or no more; false when there is none by these words. */
    love: (words: { artist: string; title: string }, isLoved: boolean): boolean => {
      const trackId = findTrackOf(db, { ...words, album: '' })
      if (trackId !== null) love(trackId, isLoved)
      return trackId !== null
    },
  }
}
