import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMemorySecrets } from '#main/kernel/secrets.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import { manualClock, openTestLibrary, temporaryFolder } from '#tests/factories/library.ts'
import { openMortalLibrary } from '#tests/factories/mortal-library.ts'
import { heardHere, openTestSending, withSentLastfm, withSentListenbrainz } from '#tests/factories/sending.ts'
import { playsAt, runUntil } from '#tests/factories/trackers.ts'
import { passingFaults } from '#tests/fakes/faults.ts'

const hour = 3_600_000
const { seeds, lives } = process.env.SILLON_LONG ? { seeds: 20, lives: 12 } : { seeds: 4, lives: 5 }

/** Numbers in [0, 1), the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed + 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test.each(Array.from({ length: seeds }, (_, seed) => seed))('killed at any moment, with every twentieth request going wrong, each play arrives once (seed %i)', async (seed) => {
  const chance = seeded(seed)
  const folder = temporaryFolder()
  openTestLibrary(folder)
  const path = join(folder, 'library.db')
  const clock = manualClock()
  const secrets = createMemorySecrets()
  const first = openTestSending({ db: openDatabase({ path }), clock, secrets })
  const { fake } = await (seed % 2 === 0 ? withSentLastfm : withSentListenbrainz)(first)
  await first.engine.stop()
  fake.faults.choose = passingFaults(0.05, chance)
  for (let life = 0; life < lives; life += 1) {
    const db = openMortalLibrary(path, 300 + Math.floor(chance() * 1_500))
    const dead = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!db.isDead) return
        clearInterval(look)
        resolve()
      }, 2)
      look.unref()
    })
    try {
      const world = openTestSending({ db, clock, secrets })
      for (let index = 0; index < 4; index += 1) heardHere(world, { title: `Song ${life} ${index}`, artist: 'Nina' })
      // The dead tell nobody that they are settled.
      await Promise.race([runUntil(world, clock.now() + hour).catch(() => undefined), dead])
      if (!db.isDead) await world.engine.stop()
    } catch (error) {
      if (!db.isDead) throw error
    }
    db.close()
    clock.advance(1_000)
  }
  const last = openTestSending({ db: openDatabase({ path }), clock, secrets })
  await runUntil(last, clock.now() + 24 * hour)
  const wanted = last.db.prepare<[], string>("SELECT DISTINCT titleText FROM listening_history JOIN heard_texts ON heard_texts.id = heardTextId ORDER BY titleText").pluck().all()
  expect(playsAt(fake.plays).map((line) => line.split(' / ')[1]).sort()).toEqual(wanted)
  expect(last.db.prepare("SELECT count(*) FROM sendings WHERE state <> 'sent'").pluck().get()).toBe(0)
  expect(last.db.prepare('SELECT count(*) FROM listening_history').pluck().get()).toBe(wanted.length)
  await last.engine.stop()
})
