import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { PlaybackState, RemoteCommand } from '#shared/contract/playback.contract.ts'
import { isZone, localDay } from '#shared/model/local-day.ts'
import { isEnding, playSteps } from '#shared/model/playback-machine.ts'
import type { PlayEvent } from '#shared/model/playback-machine.ts'
import { isCountedPlay } from '#shared/model/scrobble-rules.ts'
import type { Told } from '#shared/messages/say.ts'
import { livePositionMs, playbackState, store, tellState } from './playback-session.ts'
import type { Playback } from './playback-session.ts'
import { closePlay, findOpenPlay, findPlayOfRun, insertPlay, updateHeard } from './plays.repo.ts'
import { neighbourOf, nextRound, playingOrder } from './queue.rules.ts'
import { rewrite } from './queue.service.ts'

/** What a deck tells; see the contract. */
export type DeckReport = { deckId: string; event: PlayEvent; run: number; itemId: number; trackId: number; fileId: number; positionMs: number; heardMs: number; zone: string; problem?: Told | undefined }

const watchEveryMs = 5000
/** Silent so often in a row, a deck is gone: 15 s while it plays; browsers let a hidden, silent window speak once a minute. */
const patience = { sounding: 4, resting: 30 }

const statusAfter: Partial<Record<PlayEvent, PlaybackState['status']>> = { started: 'playing', progressed: 'playing', resumed: 'playing', paused: 'paused', stalled: 'buffering', stopped: 'stopped' }

export function claimDeck(playback: Playback, deckId: string, isPolite = false): PlaybackState {
  const { deck } = playback
  if (isPolite && deck.id !== null && deck.id !== deckId) return playbackState(playback)
  deck.silentTicks = 0
  if (deck.id !== deckId) {
    leaveDeck(playback)
    deck.id = deckId
    // The window that played until now must fall silent at once.
    playback.ctx.events.publish({ type: 'playback.changed', state: playbackState(playback) })
  }
  return playbackState(playback)
}

export function releaseDeck(playback: Playback, deckId: string): void {
  if (playback.deck.id !== deckId) return
  leaveDeck(playback)
  tellState(playback)
}

/** No window plays: the open play ends with what was heard of it, and playing can go on from here later. */
function leaveDeck(playback: Playback): void {
  const { ctx, sources, deck, stored } = playback
  const positionMs = Math.round(livePositionMs(playback))
  const open = findOpenPlay(ctx.db)
  ctx.db.transaction(() => {
    if (open) {
      closePlay(ctx.db, open.id)
      sources.playEnded(open.id)
    }
    store(playback, { positionMs })
  })
  deck.id = null
  deck.run = 0
  deck.positionAt = ctx.clock.now()
  deck.status = stored.itemId === null || deck.status === 'stopped' ? 'stopped' : 'paused'
  if (open) ctx.events.publish({ type: 'plays.recorded', trackId: open.trackId })
}

/** Called every few seconds; counts, so that a clock that jumps does no harm. */
export function watchDeck(playback: Playback): void {
  const { deck } = playback
  if (deck.id === null) return
  deck.silentTicks += 1
  const isSounding = deck.status === 'playing' || deck.status === 'buffering'
  if (deck.silentTicks < (isSounding ? patience.sounding : patience.resting)) return
  // It has not sounded since it fell silent, as far as anyone knows.
  deck.positionAt = playback.ctx.clock.now()
  releaseDeck(playback, deck.id)
}

/** Watches until called back. */
export function startWatchingDeck(playback: Playback): () => void {
  const timer = setInterval(() => watchDeck(playback), watchEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

export function command(playback: Playback, wanted: RemoteCommand): void {
  if (wanted.type === 'volume' || wanted.type === 'mute') {
    store(playback, wanted.type === 'volume' ? { volume: wanted.volume } : { isMuted: wanted.isMuted })
    tellState(playback)
    return
  }
  const { id } = playback.deck
  if (id === null) throw new AppError('conflict', say`No window plays at the moment. Press play in the one that should.`)
  playback.ctx.events.publish({ type: 'playback.commanded', deckId: id, command: wanted })
}

export function report(playback: Playback, told: DeckReport): { playId: number | null } {
  const { ctx, deck } = playback
  // A deck that was taken as gone, or played on through a restart of the core, is the deck again unless another is.
  if (deck.id === null && !isEnding(told.event)) deck.id = told.deckId
  const isFromDeck = deck.id === told.deckId
  const isCurrent = isFromDeck && told.run >= deck.run
  if (isCurrent && told.event === 'started') beginRound(playback, told.itemId)
  const { playId, isNews } = ctx.db.transaction(() => {
    if (isCurrent) followDeck(playback, told)
    return recordPlay(playback, told, isFromDeck)
  })
  if (isFromDeck) deck.silentTicks = 0
  if (isCurrent) tellState(playback)
  if (isNews) ctx.events.publish({ type: 'plays.recorded', trackId: told.trackId })
  if (told.event === 'failed') tellFailure(playback, told)
  return { playId }
}

function followDeck(playback: Playback, told: DeckReport): void {
  const { ctx, deck } = playback
  deck.run = told.run
  deck.status = statusAfter[told.event] ?? deck.status
  deck.positionAt = ctx.clock.now()
  const positionMs = told.event === 'stopped' ? 0 : Math.round(told.positionMs)
  const isAnother = told.itemId !== playback.stored.itemId
  store(playback, { itemId: told.itemId, trackId: told.trackId, positionMs, ...(isAnother && { followingId: null }) })
}

/** A shuffled queue that repeats takes its new order when the first of the new round starts. */
function beginRound(playback: Playback, itemId: number): void {
  const { queue, stored, version } = playback
  const order = playingOrder(queue)
  if (!queue.shuffled || stored.repeatMode !== 'all' || order.length < 2 || order.at(-1)?.itemId !== stored.itemId) return
  const expected = neighbourOf(queue, stored, 'all', { direction: 'next', isManual: false, seed: version })
  if (expected?.itemId === itemId) rewrite(playback, { ...queue, shuffled: nextRound(order, version) })
}

function recordPlay(playback: Playback, told: DeckReport, isFromDeck: boolean): { playId: number | null; isNews: boolean } {
  const { ctx, sources } = playback
  const run = `${told.deckId}:${told.run}`
  const known = findPlayOfRun(ctx.db, run)
  let playId = known?.id ?? null
  let isNews = false
  for (const step of playSteps({ event: told.event, heardMs: Math.round(told.heardMs), isFromDeck }, known, findOpenPlay(ctx.db))) {
    if (step.kind === 'close') {
      closePlay(ctx.db, step.id)
      sources.playEnded(step.id)
      isNews = true
    } else if (step.kind === 'begin') {
      const now = ctx.clock.now()
      const startedAt = told.event === 'started' ? now : now - step.heardMs
      const zone = isZone(told.zone) ? told.zone : ctx.clock.zone()
      const day = localDay(startedAt, zone, sources.settings().dayStartsAt)
      playId = insertPlay(ctx.db, { run, trackId: told.trackId, fileId: told.fileId, startedAt, zone, localDay: day, heardMs: step.heardMs, heartbeatAt: step.isOpen ? now : null }, isCountedPlay)
      if (playId !== null && !step.isOpen) sources.playEnded(playId)
      isNews = true
    } else if (known) {
      // The length of a recording that no header tells is known once it was played to its end.
      const durationMs = known.durationMs ?? (told.event === 'ended' ? Math.round(told.positionMs) : null)
      const isCounted = isCountedPlay(durationMs, step.heardMs)
      updateHeard(ctx.db, { id: step.id, durationMs, heardMs: step.heardMs, isCounted, heartbeatAt: step.isOpen ? ctx.clock.now() : null })
      if (!step.isOpen) sources.playEnded(step.id)
      isNews ||= isCounted !== known.isCounted || step.isOpen !== known.isOpen
    }
  }
  return { playId, isNews }
}

function tellFailure({ ctx, sources }: Playback, told: DeckReport): void {
  const title = sources.tracksByIds([told.trackId])[0]?.title ?? say`A track`
  ctx.events.publish({ type: 'notice.raised', level: 'warning', code: 'playback.failed', told: say`“${title}” could not be played. ${told.problem ?? say`The file could not be decoded.`}` })
}
