import { createAppointment } from './appointment.ts'
import { crossfadeFrames, planTransition } from './crossfade.ts'
import type { DeckEmitter, DeckEvents } from './deck-events.ts'
import type { EngineTrack } from './engine-track.ts'
import { haltItem, heardOf, type Item, positionOf, startItem } from './item.ts'
import { frameOn, type Stage } from './stage.ts'

export interface SequenceOptions {
  readonly prefetchMs: number
  readonly makeItem: (track: EngineTrack) => Item
  readonly emit: DeckEmitter['emit']
  readonly isWanted: () => boolean
  /** Which stages are in use has changed: the current item's and that of what fades out. */
  readonly settled: (current: Stage, fading: Stage | null) => void
  /** The last item ended and nothing follows. */
  readonly ranOut: () => void
  /** Something sounds or fell silent. */
  readonly changed: () => void
}

/** What sounds, what comes next, what is fading out, and the clock's appointments in between. At most two of the three exist. */
export interface Sequence {
  readonly current: () => Item | null
  readonly next: () => Item | null
  readonly items: () => Item[]
  readonly enter: (item: Item) => void
  /** Takes the prepared item if it plays this; otherwise drops what was prepared. */
  readonly takeNext: (track: EngineTrack) => Item | null
  readonly setNext: (track: EngineTrack | null) => void
  readonly clear: (reason: DeckEvents['finished']['reason']) => void
  readonly startCurrent: () => void
  /** Works out the way on from here anew. */
  readonly plan: () => void
  /** The same, unless the change to the next is already set. */
  readonly planIfOpen: () => void
  /** Takes back what is planned and ends what fades. */
  readonly unplan: () => void
  readonly runOutIfOpen: () => void
  readonly catchUp: () => void
  readonly setCrossfade: (seconds: number) => void
}

/** Where an end, or its moment on another stage, is only estimated, it is estimated anew this long before. */
const lastLookSeconds = 1.5

function isSameSource(one: EngineTrack, other: EngineTrack): boolean {
  return one.key === other.key && one.url === other.url
}

export function createSequence(options: SequenceOptions): Sequence {
  const { emit } = options
  const appointment = createAppointment()
  const fadeEnd = createAppointment()
  let current: Item | null = null
  let next: Item | null = null
  let fading: Item | null = null
  let nextTrack: EngineTrack | null = null
  let isChangeSet = false
  let crossfadeSeconds = 0

  function retire(item: Item, reason: DeckEvents['finished']['reason']): void {
    haltItem(item)
    emit('finished', { item: item.id, track: item.track, heardMs: heardOf(item), positionMs: positionOf(item), reason })
    item.voice.dispose()
  }

  function endFade(): void {
    fadeEnd.cancel()
    if (fading) retire(fading, 'ended')
    fading = null
  }

  function dropNext(): void {
    cancelChange()
    next?.voice.dispose()
    next = null
    nextTrack = null
  }

  function cancelChange(): void {
    appointment.cancel()
    if (!isChangeSet) return
    isChangeSet = false
    current?.voice.cancelFadeOut()
    if (!next) return
    haltItem(next)
    next.restMs = 0
  }

  function plan(): void {
    cancelChange()
    if (!options.isWanted() || !current?.isSounding || current.isWaiting) return
    const { voice } = current
    const { stage } = voice
    const end = voice.endFrame()
    if (end === null) return
    const lead = Math.round((options.prefetchMs / 1000 + crossfadeSeconds) * stage.rate)
    const isNear = end - stage.now() <= lead
    if (isNear && nextTrack && !next && !fading) next = options.makeItem(nextTrack)
    if (!next?.voice.request(0)) {
      appointment.make(stage, isNear ? end : end - lead, isNear ? runOut : plan)
      return
    }
    const fadeFrames = crossfadeFrames(crossfadeSeconds, stage.rate, voice.durationMs(), next.voice.durationMs())
    const lastLook = end - fadeFrames - Math.round(lastLookSeconds * stage.rate)
    const isExact = voice.isExact && next.voice.stage === stage
    if (!isExact && stage.now() < lastLook) appointment.make(stage, lastLook, plan)
    else setChange(current, next, end, fadeFrames)
  }

  function setChange(from: Item, to: Item, end: number, wantedFade: number): void {
    const { stage } = from.voice
    const target = to.voice.stage
    const { startFrame, fadeFrames } = planTransition(end, wantedFade, stage.soon())
    target.setRunning(true)
    startItem(to, frameOn(target, stage, startFrame), Math.round((fadeFrames * target.rate) / stage.rate))
    if (fadeFrames > 0) from.voice.fadeOut(startFrame, fadeFrames)
    isChangeSet = true
    appointment.make(stage, startFrame, () => changeOver(from, to, end, fadeFrames))
  }

  function changeOver(from: Item, to: Item, end: number, fadeFrames: number): void {
    isChangeSet = false
    next = null
    if (fadeFrames > 0) {
      fading = from
      fadeEnd.make(from.voice.stage, end, () => {
        endFade()
        if (current) options.settled(current.voice.stage, null)
        plan()
      })
    } else retire(from, 'ended')
    enter(to)
  }

  /** The end came before the next was ready to sound. */
  function runOut(): void {
    if (!current) return
    const to = next ?? (nextTrack ? options.makeItem(nextTrack) : null)
    next = null
    nextTrack = null
    appointment.cancel()
    endFade()
    retire(current, 'ended')
    current = null
    if (to) enter(to)
    else options.ranOut()
  }

  function enter(item: Item): void {
    current = item
    nextTrack = null
    options.settled(item.voice.stage, fading?.voice.stage ?? null)
    emit('trackchange', { item: item.id, track: item.track })
    emit('position', { item: item.id, positionMs: positionOf(item) })
    if (item.isSounding) plan()
    else startCurrent()
    options.changed()
  }

  function startCurrent(): void {
    if (!current || !options.isWanted() || !current.voice.request(current.restMs)) return
    startItem(current, current.voice.stage.soon())
    emit('position', { item: current.id, positionMs: positionOf(current) })
    plan()
    options.changed()
  }

  return {
    current: () => current,
    next: () => next,
    items: () => [fading, current, next].filter((item) => item !== null),
    enter,
    takeNext: (track) => {
      const prepared = next && isSameSource(next.track, track) ? next : null
      if (!prepared) dropNext()
      next = null
      return prepared
    },
    setNext: (track) => {
      if (next && track && isSameSource(next.track, track)) return
      dropNext()
      nextTrack = track
      plan()
    },
    clear: (reason) => {
      cancelChange()
      endFade()
      if (current) retire(current, reason)
      current = null
    },
    startCurrent,
    plan,
    planIfOpen: () => {
      if (!isChangeSet) plan()
    },
    unplan: () => {
      cancelChange()
      endFade()
    },
    runOutIfOpen: () => {
      if (!isChangeSet) runOut()
    },
    catchUp: () => appointment.catchUp(),
    setCrossfade: (seconds) => {
      crossfadeSeconds = seconds
      plan()
    }
  }
}
