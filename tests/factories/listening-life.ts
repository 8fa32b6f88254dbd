import type { FakePlay } from '../fakes/fake-play.ts'
import type { Chance } from './synthetic-names.ts'

/** A listener whose days pass: what is played, where it is told, and when it arrives there. */
export type ListeningLife = {
  /** Everything played until now. */
  readonly plays: readonly FakePlay[]
  /** Lives until then (UTC ms): plays, and brings what was offline until then to the services. */
  liveUntil(at: number): void
}

type Service = { plays: FakePlay[] }
type Told = FakePlay & { at: number }

const halfHour = 1_800
const day = 86_400

/** Some 15 plays a day, never two within the same three minutes; a tenth are told late by up to `lateDays`, a tenth by one service only. */
export function listeningLife(services: readonly [Service, Service], chance: Chance, from: number, lateDays = 9): ListeningLife {
  const plays: Told[] = []
  const late: { at: number; play: Told; services: readonly Service[] }[] = []
  let now = Math.floor(from / 1000)

  function play(): void {
    const told: Told = { artist: `Artist ${chance.favoured(60)}`, title: `Song ${chance.favoured(400)}`, album: chance.is(0.8) ? `Album ${chance.below(90)}` : '', at: now }
    plays.push(told)
    const where = chance.is(0.9) ? services : [services[chance.below(2)] ?? services[0]]
    if (chance.is(0.1)) late.push({ at: now + chance.below(lateDays * day), play: told, services: where })
    else for (const service of where) service.plays.push({ ...told })
  }

  return {
    plays,
    liveUntil: (at) => {
      for (; now < at / 1000; now += chance.is(0.12) ? 180 + chance.below(200) : halfHour + chance.below(4 * halfHour)) play()
      for (const entry of late.splice(0)) {
        if (entry.at * 1000 > at) late.push(entry)
        else for (const service of entry.services) service.plays.push({ ...entry.play })
      }
    },
  }
}
