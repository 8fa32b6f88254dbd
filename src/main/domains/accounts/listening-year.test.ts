import { expect, test } from 'vitest'
import { manualClock, openTestLibrary } from '#tests/factories/library.ts'
import { listeningLife } from '#tests/factories/listening-life.ts'
import { openMortalLibrary } from '#tests/factories/mortal-library.ts'
import { wrongCounts } from '#tests/factories/plays.ts'
import { seededChance } from '#tests/factories/synthetic-names.ts'
import { openTestTrackers, playsAt, playsIn, runUntil, withLastfm, withListenbrainz } from '#tests/factories/trackers.ts'
import type { FakeLastfm } from '#tests/fakes/lastfm-server.ts'
import { passingFaults } from '#tests/fakes/faults.ts'

const hour = 3_600_000
const day = 24 * hour
const { days, kills } = process.env.SILLON_LONG ? { days: 365, kills: 200 } : { days: 182, kills: 25 }

/** Lives on one library, killed after some uses of it unless `uses` is endless. */
async function liveOn(world: Pick<Parameters<typeof openTestTrackers>[0] & object, 'clock' | 'secrets'>, path: string, uses: number, until: number): Promise<boolean> {
  const db = openMortalLibrary(path, uses)
  try {
    const trackers = openTestTrackers({ ...world, db, pollMinutes: 240 })
    trackers.accounts.start()
    trackers.engine.start()
    // The dead tell nobody that they are settled.
    const dead = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!db.isDead) return
        clearInterval(look)
        resolve()
      }, 2)
      look.unref()
    })
    await Promise.race([runUntil(trackers, until).catch(() => undefined), dead])
    if (!db.isDead) await trackers.engine.stop()
  } catch (error) {
    if (!db.isDead) throw error
  }
  const isDead = db.isDead
  db.close()
  return isDead
}

test(`${days} days of listening at two services with faults in a twentieth of all requests and ${kills} kills end with every play exactly once`, { timeout: 600_000 }, async () => {
  const chance = seededChance(31)
  const clock = manualClock(Date.UTC(2025, 0, 1))
  const library = openTestLibrary()
  const trackers = openTestTrackers({ db: library, clock })
  const lastfm = await withLastfm(trackers)
  const listenbrainz = await withListenbrainz(trackers)
  const world = { clock, secrets: trackers.secrets }
  const fakes = [lastfm.fake, listenbrainz.fake] as const
  const life = listeningLife(fakes, chance, clock.now() - 90 * day)
  life.liveUntil(clock.now())
  for (const fake of fakes) fake.faults.choose = passingFaults(0.05, chance.next)

  const end = clock.now() + days * day
  let killed = 0
  const damage: unknown[] = []
  while (clock.now() < end) {
    const until = Math.min(end, clock.now() + day)
    life.liveUntil(until)
    const wantsKill = killed < kills && chance.is((kills / days) * 1.2)
    if (await liveOn(world, library.path, wantsKill ? 20 + chance.below(200) : Number.POSITIVE_INFINITY, until)) {
      killed += 1
      damage.push(library.sqlite.pragma('quick_check', { simple: true }), ...(library.sqlite.pragma('foreign_key_check') as unknown[]))
    }
  }
  for (const fake of fakes) fake.faults.choose = () => undefined
  life.liveUntil(clock.now())
  await liveOn(world, library.path, Number.POSITIVE_INFINITY, clock.now() + 12 * day)

  const told = (fake: Pick<FakeLastfm, 'plays'>): string[] => playsAt(fake.plays)
  const all = [...new Set([...told(lastfm.fake), ...told(listenbrainz.fake)])].sort()
  expect(killed).toBeGreaterThan(kills * 0.8)
  expect(damage.filter((found) => found !== 'ok')).toEqual([])
  expect(playsIn(library).sort()).toEqual(all)
  const witnesses = library.prepare<[number], number>('SELECT count(*) FROM play_witnesses WHERE accountId = ?').pluck()
  expect([witnesses.get(lastfm.id), witnesses.get(listenbrainz.id)]).toEqual([lastfm.fake.plays.length, listenbrainz.fake.plays.length])
  expect(library.prepare('SELECT id, plays FROM accounts ORDER BY id').all()).toEqual([{ id: lastfm.id, plays: lastfm.fake.plays.length }, { id: listenbrainz.id, plays: listenbrainz.fake.plays.length }])
  expect(wrongCounts(library)).toEqual([])
  const faults = fakes.flatMap(({ received }) => received).filter(({ fault }) => fault)
  expect(faults.length).toBeGreaterThan(days / 4)
})
