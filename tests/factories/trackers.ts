import { openAccounts } from '#main/domains/accounts/accounts.service.ts'
import type { Accounts } from '#main/domains/accounts/accounts.service.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { createEvents } from '#main/kernel/events.ts'
import type { Events } from '#main/kernel/events.ts'
import type { JobEngine } from '#main/kernel/jobs/job-engine.ts'
import { silentLog } from '#main/kernel/log.ts'
import { createMemorySecrets } from '#main/kernel/secrets.ts'
import type { Secrets } from '#main/kernel/secrets.ts'
import type { AppEvent } from '#shared/contract/events.contract.ts'
import { settingsSchema } from '#shared/contract/settings.contract.ts'
import type { FakePlay } from '../fakes/fake-play.ts'
import { FakeLastfm } from '../fakes/lastfm-server.ts'
import { FakeListenbrainz } from '../fakes/listenbrainz-server.ts'
import { testJobs } from './jobs.ts'
import { manualClock, openTestLibrary } from './library.ts'
import type { ManualClock } from './library.ts'
import { quickPace } from './pace.ts'

/** Reads from services as the app does, on a clock that goes by waiting. */
export type TestTrackers = { db: WriteDb; events: Events; clock: ManualClock; secrets: Secrets; engine: JobEngine; accounts: Accounts; heard: AppEvent[]; waited: number[] }

type World = { db?: WriteDb; clock?: ManualClock; secrets?: Secrets; environment?: Record<string, string>; pollMinutes?: number }

/** Opens the accounts of a library, its own or one given: opened again on the same, it is what a start after a kill finds. */
export function openTestTrackers({ db = openTestLibrary(), clock = manualClock(), secrets = createMemorySecrets(), environment = {}, pollMinutes = 2 }: World = {}): TestTrackers {
  const heard: AppEvent[] = []
  const events = createEvents((error) => {
    throw error
  })
  events.subscribe((event) => heard.push(event))
  const engine = testJobs({ db, clock, events })
  const pace = quickPace(clock)
  const accounts = openAccounts({ db, events, log: silentLog, clock, jobs: engine }, { version: '0', secrets, environment, settings: () => ({ ...settingsSchema.parse({}), pollMinutes }), pace, timeoutMs: 2_000 })
  accounts.registerJobs(engine)
  return { db, events, clock, secrets, engine, accounts, heard, waited: pace.waited }
}

/** A fake Last.fm, and an account there that is added but not read yet. */
export async function withLastfm(trackers: TestTrackers, prepare: (fake: FakeLastfm) => void = () => undefined): Promise<{ fake: FakeLastfm; id: number }> {
  const fake = await FakeLastfm.start()
  fake.now = () => Math.floor(trackers.clock.now() / 1000)
  prepare(fake)
  const { id } = await trackers.accounts.addLastfm({ userName: fake.user, apiKey: fake.apiKey, secret: fake.secret, baseUrl: fake.url })
  return { fake, id }
}

/** The same at a fake ListenBrainz. */
export async function withListenbrainz(trackers: TestTrackers, prepare: (fake: FakeListenbrainz) => void = () => undefined): Promise<{ fake: FakeListenbrainz; id: number }> {
  const fake = await FakeListenbrainz.start()
  fake.now = () => Math.floor(trackers.clock.now() / 1000)
  prepare(fake)
  const { id } = await trackers.accounts.addListenbrainz({ token: fake.token, baseUrl: fake.url })
  return { fake, id }
}

/** Lets jobs run until nothing is due, then moves the clock to what waits next, until that is later than `until` (UTC ms). */
export async function runUntil({ db, clock, engine }: Pick<TestTrackers, 'db' | 'clock' | 'engine'>, until: number): Promise<void> {
  const next = db.prepare<[], number | null>("SELECT min(max(jobs.runAfter, coalesce(job_lanes.pausedUntil, 0))) FROM jobs LEFT JOIN job_lanes ON job_lanes.lane = jobs.lane WHERE state = 'queued'").pluck()
  for (;;) {
    engine.wake()
    await engine.settled()
    const at = next.get() ?? Number.POSITIVE_INFINITY
    if (at > until) break
    if (at > clock.now()) clock.set(at)
  }
  if (clock.now() < until) clock.set(until)
}

/** The plays of a library as a service would tell them, oldest first. */
export function playsIn(db: WriteDb): string[] {
  const sql = 'SELECT listening_history.startedAt, artistText, titleText FROM listening_history JOIN heard_texts ON heard_texts.id = heardTextId WHERE deletedAt IS NULL ORDER BY startedAt, titleText, artistText'
  return db.prepare<[], { startedAt: number; artistText: string; titleText: string }>(sql).all().map(({ startedAt, artistText, titleText }) => `${new Date(startedAt).toISOString()} ${artistText} / ${titleText}`)
}

/** The same of what a service holds; what has no date is left out. */
export function playsAt(plays: readonly FakePlay[]): string[] {
  const dated = plays.flatMap(({ at, artist, title }) => (at === null ? [] : [{ at, artist, title }]))
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  return dated.sort((a, b) => a.at - b.at || compare(a.title, b.title) || compare(a.artist, b.artist)).map(({ at, artist, title }) => `${new Date(at * 1000).toISOString()} ${artist} / ${title}`)
}

/** `count` plays of a few songs, one every `every` seconds before `before` (UTC seconds), oldest first. */
export function somePlays(count: number, before: number, every = 240): FakePlay[] {
  return Array.from({ length: count }, (_, index) => ({ artist: `Artist ${index % 7}`, title: `Song ${index % 31}`, album: `Album ${index % 5}`, at: before - (count - index) * every }))
}
