import { onTestFinished } from 'vitest'
import { openSending } from '#main/domains/sending/sending.service.ts'
import type { SendingService } from '#main/domains/sending/sending.service.ts'
import { silentLog } from '#main/kernel/log.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { PlaybackState } from '#shared/contract/playback.contract.ts'
import { localDay } from '#shared/model/local-day.ts'
import { textOfTrack } from '#main/domains/plays/heard-texts.service.ts'
import type { FakeLastfm } from '../fakes/lastfm-server.ts'
import type { FakeListenbrainz } from '../fakes/listenbrainz-server.ts'
import { openTestTrackers, withLastfm, withListenbrainz } from './trackers.ts'
import type { TestTrackers } from './trackers.ts'
import { addTrack } from './tracks.ts'

/** Accounts with what is sent to them; `playing` tells that the player plays, `settle` lets what was told be heard. */
export type TestSending = TestTrackers & { sending: SendingService; playing(): void; love(trackIds: number[], isLoved: boolean): void; settle(): Promise<void> }

/** Opens a library that sends: opened again on the same, it is what a start after a kill finds. */
export function openTestSending(world: Parameters<typeof openTestTrackers>[0] = {}): TestSending {
  const trackers = openTestTrackers(world)
  const { db, events, clock, engine, accounts } = trackers
  const sending = openSending({ db, events, log: silentLog, clock, jobs: engine }, accounts)
  sending.registerJobs(engine)
  engine.start()
  const stop = sending.start()
  onTestFinished(() => stop())
  return {
    ...trackers,
    sending,
    playing: () => events.publish({ type: 'playback.changed', state: { status: 'playing' } as PlaybackState }),
    love: (trackIds, isLoved) => {
      db.transaction(() => {
        sending.queueLoves(trackIds, isLoved)
        db.prepare('UPDATE tracks SET lovedAt = ? WHERE id IN (SELECT value FROM json_each(?))').run(isLoved ? clock.now() : null, JSON.stringify(trackIds))
      })
    },
    settle: async () => {
      events.flush()
      await new Promise<void>((resolve) => setImmediate(resolve))
    },
  }
}

/** A Last.fm account that is signed in and sent to. */
export async function withSentLastfm(world: TestSending, prepare?: (fake: FakeLastfm) => void): Promise<{ fake: FakeLastfm; id: number }> {
  const { fake, id } = await withLastfm(world, prepare)
  const url = new URL(await world.accounts.beginSignIn(id))
  fake.tokens.set(url.searchParams.get('token') ?? '', true)
  await world.accounts.finishSignIn(id)
  await world.accounts.update({ id, isSentTo: true })
  return { fake, id }
}

/** A ListenBrainz account that is sent to. */
export async function withSentListenbrainz(world: TestSending, prepare?: (fake: FakeListenbrainz) => void): Promise<{ fake: FakeListenbrainz; id: number }> {
  const { fake, id } = await withListenbrainz(world, prepare)
  await world.accounts.update({ id, isSentTo: true })
  return { fake, id }
}

type Heard = { title?: string; artist?: string; trackId?: number; source?: 'player' | 'spin' | 'submission'; isCounted?: boolean; isOpen?: boolean; startedAt?: number; seenBy?: number }

/** A play of four minutes that ends now (or goes on), as the player writes it; time goes by with it. */
export function heardHere({ db, clock, sending }: Pick<TestSending, 'db' | 'clock' | 'sending'>, heard: Heard): { playId: number; textId: number } {
  const { title = 'Song', artist = 'Artist', source = 'player', isCounted = true, isOpen = false } = heard
  const startedAt = heard.startedAt ?? clock.now()
  const trackId = heard.trackId ?? db.prepare<[string, string], number>('SELECT id FROM tracks WHERE title = ? AND artistText = ?').pluck().get(title, artist) ?? addTrack(db, { title, artist, durationMs: 240_000 })
  if (heard.startedAt === undefined && !isOpen) clock.advance(240_000)
  return db.transaction(() => {
    const textId = textOfTrack(db, trackId) ?? 0
    const playId = Number(
      db
        .prepare<unknown[], never>("INSERT INTO listening_history (heardTextId, startedAt, zone, localDay, durationMs, heardMs, how, isCounted, heartbeatAt) VALUES (?, ?, 'Europe/Paris', ?, (SELECT durationMs FROM tracks WHERE id = ?), 240000, 'file', ?, ?)")
        .run(textId, startedAt, localDay(startedAt, 'Europe/Paris', 0), trackId, Number(isCounted), isOpen ? clock.now() : null).lastInsertRowid,
    )
    const see = db.prepare<unknown[], never>("INSERT INTO play_witnesses (playId, source, accountId, rowKey, startedAt, precisionMs, heardTextId, how, isCounted) VALUES (?, ?, ?, ?, ?, 1000, ?, 'file', ?)")
    see.run(playId, source, null, playId, startedAt, textId, Number(isCounted))
    if (heard.seenBy !== undefined) see.run(playId, 'lastfm', heard.seenBy, playId, startedAt, textId, Number(isCounted))
    if (!isOpen) sending.queuePlay(playId)
    return { playId, textId }
  })
}

/** What is and was to be sent, oldest first. */
export function sendingsOf(db: WriteDb): { kind: string; state: string; attempts: number }[] {
  return db.prepare<[], { kind: string; state: string; attempts: number }>('SELECT kind, state, attempts FROM sendings ORDER BY id').all()
}
