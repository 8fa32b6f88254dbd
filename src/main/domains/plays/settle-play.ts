import type { WriteDb } from '#main/kernel/db/database.ts'
import type { Texts } from './heard-texts.repo.ts'
import { playDay } from './play-day.ts'
import { playOfWitnesses } from './play-of-witnesses.rules.ts'
import type { Witness } from './play-of-witnesses.rules.ts'
import type { PlayTime } from './seen-play.ts'
import { updatePlay } from './stored-plays.repo.ts'
import type { StoredPlay } from './stored-plays.repo.ts'

/** Puts a play together again from what saw it. One that still plays is the player's alone. */
export function settlePlay(db: WriteDb, play: StoredPlay, witnesses: readonly Witness[], texts: Texts, time: PlayTime): void {
  if (play.isOpen) return
  const facts = playOfWitnesses(witnesses, (id) => texts.ofId(id).richness)
  if (!facts) return
  const zone = facts.zone ?? time.zoneAt(facts.startedAt)
  // A track that is known, or that a person chose for this play, is not given up for words.
  const heardTextId = texts.ofId(play.heardTextId).isPinned ? play.heardTextId : facts.heardTextId
  updatePlay(db, play, { ...play, ...facts, heardTextId, zone, localDay: playDay(time, facts.startedAt, zone) })
}
