// Makes, undoes and tries corrections. Each is one transaction over texts; plays are not touched, but for those that a
// person gave a track one by one.
import { closesCircle, deriveTexts, findText, forgetRules, isPlanGood, movePlay, pinnedText, planRule, searchAgain, textsMetBy } from '#main/domains/plays/ledger.service.ts'
import type { ChangedText, Derived, RulePlan, TouchedRows } from '#main/domains/plays/ledger.service.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { Correction, CorrectionEffect } from '#shared/contract/corrections.contract.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { findCorrection, insertCorrection, listPlayChoices, markUndone, noteEffect } from './corrections.repo.ts'
import type { StoredCorrection } from './corrections.repo.ts'

type Assignment = Correction & { kind: 'assign-track' }
type Made = { id: number; effect: CorrectionEffect }
type Done<Result> = { result: Result; touched: TouchedRows }

const mostExamples = 10

/** What of a correction can be asked of the main thread in passing; the rest runs beside it. */
export const mostTextsAtOnce = 40

/** Thrown to take a trial back. */
class TakenBack extends Error {
  readonly effect: CorrectionEffect
  constructor(effect: CorrectionEffect) {
    super('taken back')
    this.effect = effect
  }
}

/** What a correction would change: it is made, looked at and taken back within one transaction. */
export function tryCorrection(db: WriteDb, correction: Correction, now: number): CorrectionEffect {
  try {
    db.transaction(() => {
      throw new TakenBack(makeIn(db, correction, now).result.effect)
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.effect
    throw error
  } finally {
    forgetRules(db)
  }
  throw new Error('a trial was not taken back')
}

export function makeCorrection(db: WriteDb, correction: Correction, now: number): Made {
  refuseNonsense(db, correction)
  const plan = planned(db, correction)
  return finish(db, () => makeIn(db, correction, now, plan))
}

export function undoCorrection(db: WriteDb, id: number, now: number): CorrectionEffect {
  const wanted = findCorrection(db, id)
  const plan = wanted?.undoneAt === null ? planned(db, wanted.correction, id) : undefined
  return finish(db, () => {
    const known = findCorrection(db, id)
    if (!known) throw new AppError('not-found', say`This correction does not exist.`)
    if (known.undoneAt !== null) throw new AppError('conflict', say`This correction is undone already.`)
    const good = plan && isPlanGood(db, plan) ? plan : undefined
    const due = good?.due ?? textsOf(db, known.correction)
    markUndone(db, id, now)
    const { effect, touched } = carryOut(db, known, due, good)
    return { result: effect, touched }
  })
}

export function redoCorrection(db: WriteDb, id: number, now: number): Made {
  const wanted = findCorrection(db, id)
  if (wanted) refuseNonsense(db, wanted.correction)
  const plan = wanted && planned(db, wanted.correction)
  return finish(db, () => {
    const known = findCorrection(db, id)
    if (!known) throw new AppError('not-found', say`This correction does not exist.`)
    if (known.undoneAt === null) throw new AppError('conflict', say`This correction is in force; there is nothing to take up again.`)
    return makeIn(db, known.correction, now, plan)
  })
}

/** How many texts a correction has to look at. */
export function countTextsOf(db: WriteDb, correction: Correction): number {
  return correction.kind === 'assign-track' ? (correction.playIds?.length ?? 1) : textsMetBy(db, correction).size
}

function finish<Result>(db: WriteDb, work: () => Done<Result>): Result {
  let done: Done<Result>
  try {
    done = db.transaction(work)
  } catch (error) {
    forgetRules(db)
    throw error
  }
  for (const _step of searchAgain(db, done.touched));
  return done.result
}

/** What takes time is found out before the transaction, so that nobody waits for it. */
function planned(db: WriteDb, correction: Correction, undone?: number): RulePlan | undefined {
  return correction.kind === 'assign-track' ? undefined : planRule(db, correction, undone)
}

function makeIn(db: WriteDb, correction: Correction, now: number, plan?: RulePlan): Done<Made> {
  refuseNonsense(db, correction)
  const good = plan && isPlanGood(db, plan) ? plan : undefined
  const bases = correction.kind === 'assign-track' ? basesOf(db, correction) : []
  const id = insertCorrection(db, correction, bases, now)
  const made = { id, correction, bases, texts: 0, plays: 0, createdAt: now, undoneAt: null }
  const { effect, touched } = carryOut(db, made, good?.due ?? textsOf(db, correction), good)
  noteEffect(db, id, effect)
  return { result: { id, effect }, touched }
}

function textsOf(db: WriteDb, correction: Correction): Set<number> {
  if (correction.kind !== 'assign-track') return textsMetBy(db, correction)
  return new Set(correction.playIds ? [] : [correction.heardTextId])
}

/** Brings texts and plays in line with the ledger as it stands. */
function carryOut(db: WriteDb, { correction, bases }: StoredCorrection, due: Set<number>, plan?: RulePlan): { effect: CorrectionEffect; touched: TouchedRows } {
  if (correction.kind === 'assign-track' && correction.playIds) return placePlays(db, correction.playIds, bases)
  const derived = deriveTexts(db, due, plan)
  return { effect: effectOf(derived.changed), touched: derived.touched }
}

function effectOf(changed: readonly ChangedText[]): CorrectionEffect {
  const examples = changed.toSorted((one, other) => other.plays - one.plays || one.id - other.id).slice(0, mostExamples)
  return {
    texts: changed.length,
    plays: changed.reduce((sum, { plays }) => sum + plays, 0),
    examples: examples.map(({ before, after, plays }) => ({ before: shown(before), after: shown(after), plays })),
  }
}

function shown({ artistName, titleName, albumName, isHidden }: ChangedText['before']) {
  return { artist: artistName, title: titleName, album: albumName === '' ? null : albumName, isHidden }
}

/** The words each play had before anybody chose a track for it. */
function basesOf(db: WriteDb, { heardTextId, playIds = [] }: Assignment): { playId: number; heardTextId: number }[] {
  if (playIds.length === 0) return []
  const earlier = new Map(listPlayChoices(db).flatMap(({ bases }) => bases.map((base) => [base.playId, base.heardTextId] as const)))
  const textOfPlay = db.prepare<[number], number>('SELECT heardTextId FROM listening_history WHERE id = ?').pluck()
  return playIds.map((playId) => {
    if (textOfPlay.get(playId) !== heardTextId) throw new AppError('not-found', say`One of these plays is gone or has other words by now. Nothing was changed; look again.`)
    return { playId, heardTextId: earlier.get(playId) ?? heardTextId }
  })
}

/** Plays stand with the track that was chosen for them last, or with their own words. */
function placePlays(db: WriteDb, playIds: readonly number[], bases: readonly { playId: number; heardTextId: number }[]): { effect: CorrectionEffect; touched: TouchedRows } {
  const chosen = new Map<number, number>()
  for (const { correction, undoneAt } of listPlayChoices(db)) if (undoneAt === null) for (const playId of correction.playIds ?? []) chosen.set(playId, correction.trackId)
  const baseOf = new Map(bases.map(({ playId, heardTextId }) => [playId, heardTextId]))
  const textOfPlay = db.prepare<[number], number>('SELECT heardTextId FROM listening_history WHERE id = ?').pluck()
  const moved = new Map<string, ChangedText>()
  const wanted = new Set<number>()
  for (const playId of playIds) {
    const before = textOfPlay.get(playId)
    const base = baseOf.get(playId)
    if (before === undefined || base === undefined) continue
    const trackId = chosen.get(playId)
    const after = trackId === undefined ? base : pinnedText(db, base, trackId)
    if (after === undefined || !movePlay(db, playId, after)) continue
    wanted.add(after)
    const known = moved.get(`${before} ${after}`)
    moved.set(`${before} ${after}`, known ? { ...known, plays: known.plays + 1 } : { id: before, plays: 1, before: namesOf(db, before), after: namesOf(db, after) })
  }
  // Texts that are taken up again may be long behind the catalogue.
  const derived: Derived = deriveTexts(db, wanted)
  return { effect: effectOf([...moved.values()]), touched: derived.touched }
}

function namesOf(db: WriteDb, textId: number): ChangedText['before'] {
  const text = findText(db, textId)
  return { artistName: text?.artistName ?? '', titleName: text?.titleName ?? '', albumName: text?.albumName ?? '', isHidden: text?.isHidden === 1 }
}

function refuseNonsense(db: WriteDb, correction: Correction): void {
  switch (correction.kind) {
    case 'rename-artist':
    case 'rename-track':
    case 'rename-album':
      if (correction.to === (correction.kind === 'rename-artist' ? correction.artist : correction.kind === 'rename-track' ? correction.title : correction.album)) throw sameName(correction.to)
      return
    case 'merge-artists': {
      if (correction.artists.includes(correction.into)) throw sameName(correction.into)
      const circle = closesCircle(db, correction.artists, correction.into)
      if (circle !== undefined) throw new AppError('conflict', say`${correction.into} is ${circle} by an earlier correction, so ${circle} cannot become ${correction.into}. Undo that one first. Nothing was changed.`)
      return
    }
    case 'split-artist':
      if (new Set(correction.into.map(({ name }) => name)).size < correction.into.length) throw new AppError('invalid-input', say`Every artist can stand in a credit only once.`)
      if (correction.into.some(({ name }) => name === correction.artist)) throw new AppError('invalid-input', say`${correction.artist} cannot be one of the artists it is split into.`)
      return
    case 'assign-track':
      if (!findText(db, correction.heardTextId)) throw new AppError('not-found', say`These words are not in the history any more.`)
      if (!db.prepare<[number], number>('SELECT 1 FROM tracks WHERE id = ?').pluck().get(correction.trackId)) throw new AppError('not-found', say`This track is not in the library any more.`)
      return
    default:
  }
}

function sameName(name: string): AppError {
  return new AppError('invalid-input', say`It is called ${name} already.`)
}
