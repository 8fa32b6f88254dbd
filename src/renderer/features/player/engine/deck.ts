import { say } from '#shared/messages/say.ts'
import type { Deck, DeckOptions, LoadOptions } from './deck-contract.ts'
import { DeckError } from './deck-error.ts'
import { createDeckEmitter } from './deck-events.ts'
import { createDecodeQueue } from './decode-queue.ts'
import { createDecodedVoice } from './decoded-voice.ts'
import type { EngineTrack } from './engine-track.ts'
import { haltItem, heardOf, type Item, positionOf, replaceVoice, startItem } from './item.ts'
import { replayGainFactor, replayGainOff, volumeToGain } from './loudness.ts'
import { defaultBudgetBytes, fitsInMemory } from './memory-budget.ts'
import { howlerFormat } from './playable-codec.ts'
import { createSequence } from './sequence.ts'
import { wakeHowler } from './stage.ts'
import { createStages } from './stages.ts'
import { createStatus } from './status.ts'
import { createStreamedVoice } from './streamed-voice.ts'
import type { Voice, VoiceEvents } from './voice.ts'

/** A seek to the very end leaves this much: an element that is started at its end begins anew. */
const leastRestMs = 50

export function createDeck(options: DeckOptions = {}): Deck {
  const budgetBytes = options.memoryBudgetBytes ?? defaultBudgetBytes
  const idleMs = options.idleMs ?? 30_000
  const { on, emit } = createDeckEmitter()
  const decodeQueue = createDecodeQueue()
  let lastId = 0
  let volume = 1
  let isMuted = false
  let replayGain = replayGainOff
  let isWanted = false
  let hasEnded = false
  let idleTimer: ReturnType<typeof setTimeout> | null = null

  wakeHowler()
  const stages = createStages({
    stateChanged: () => status.refresh(),
    deviceFailed: () => report(new DeckError('device', say`The output device cannot be used; the system’s own is used instead.`), null)
  })
  const sequence = createSequence({
    prefetchMs: options.prefetchMs ?? 30_000,
    makeItem,
    emit,
    isWanted: () => isWanted,
    settled: stages.settle,
    ranOut: () => {
      hasEnded = true
      rest()
    },
    changed: () => status.refresh()
  })
  const status = createStatus({
    stallMs: options.stallMs ?? 4000,
    giveUpMs: options.giveUpMs ?? 30_000,
    look: () => ({ item: sequence.current(), isWanted, hasEnded }),
    emit,
    giveUp: fail
  })

  function report(error: DeckError, item: Item | null): void {
    emit('error', { code: error.code, told: error.told, track: item?.track ?? null, isNext: item !== null && item === sequence.next() })
  }

  function announcePosition(item: Item): void {
    emit('position', { item: item.id, positionMs: positionOf(item) })
  }

  function makeVoice(track: EngineTrack, isStreamed: boolean, owner: () => Item): Voice {
    const stage = stages.forRate(track.sampleRate)
    const factor = replayGainFactor(replayGain, track)
    if (isStreamed) return createStreamedVoice(stage, track, factor, eventsFor(owner))
    const isUrgent = (): boolean => owner() === sequence.current()
    return createDecodedVoice(stage, track, { decodeQueue, factor, maxBytes: budgetBytes / 2, isUrgent }, eventsFor(owner))
  }

  function makeItem(track: EngineTrack): Item {
    lastId += 1
    // What cannot be played at all is refused by the decoded voice before anything is fetched.
    const isStreamed = howlerFormat(track.codec) !== null && !fitsInMemory(track, budgetBytes)
    const item: Item = {
      id: lastId,
      track,
      voice: makeVoice(track, isStreamed, () => item),
      restMs: 0,
      isSounding: false,
      isWaiting: false,
      earlierHeardMs: 0
    }
    return item
  }

  function eventsFor(owner: () => Item): VoiceEvents {
    const setWaiting = (isWaiting: boolean): void => {
      const item = owner()
      if (item !== sequence.current() || item.isWaiting === isWaiting) return
      item.isWaiting = isWaiting
      announcePosition(item)
      sequence.plan()
      status.refresh()
    }
    return {
      ready: () => {
        if (owner() === sequence.current() && !owner().isSounding) sequence.startCurrent()
        else sequence.planIfOpen()
      },
      dry: () => {
        const item = owner()
        item.restMs = item.voice.positionMs()
        item.isSounding = false
        status.refresh()
      },
      waiting: () => setWaiting(true),
      flowing: () => setWaiting(false),
      data: () => {
        if (owner() === sequence.current()) status.feed()
      },
      ended: () => {
        if (owner() === sequence.current()) sequence.runOutIfOpen()
      },
      failed: (error) => fail(owner(), error)
    }
  }

  /** What cannot be decoded in one piece is tried by the element, which is more forgiving; else it is given up. */
  function fail(item: Item, error: DeckError): void {
    if (item !== sequence.current() && item !== sequence.next()) return
    if (error.code === 'decode' && item.voice.isExact) {
      replaceVoice(item, makeVoice(item.track, true, () => item))
      status.refresh()
      return
    }
    report(error, item)
    if (item === sequence.next()) {
      sequence.setNext(null)
      return
    }
    sequence.clear('failed')
    rest()
  }

  /** Nothing is to sound: after a while the device is let go. */
  function rest(): void {
    isWanted = false
    if (idleTimer !== null) clearTimeout(idleTimer)
    idleTimer = setTimeout(() => stages.setRunning(false), idleMs)
    status.refresh()
  }

  function want(): void {
    isWanted = true
    if (idleTimer !== null) clearTimeout(idleTimer)
    idleTimer = null
    stages.setRunning(true)
  }

  function load(track: EngineTrack, { positionMs = 0, isPaused = false }: LoadOptions = {}): void {
    sequence.catchUp()
    sequence.clear('replaced')
    hasEnded = false
    const item = sequence.takeNext(track) ?? makeItem(track)
    item.restMs = positionMs
    if (isPaused) rest()
    else want()
    sequence.enter(item)
  }

  function seek(positionMs: number): void {
    sequence.catchUp()
    const item = sequence.current()
    if (!item) return
    sequence.unplan()
    const target = Math.max(0, Math.min(positionMs, (item.voice.durationMs() ?? Infinity) - leastRestMs))
    if (item.isSounding && item.voice.request(target)) {
      item.restMs = target
      startItem(item, item.voice.stage.soon())
      announcePosition(item)
      sequence.plan()
    } else {
      haltItem(item)
      item.restMs = target
      announcePosition(item)
      sequence.startCurrent()
    }
    status.refresh()
  }

  function pause(): void {
    sequence.catchUp()
    const item = sequence.current()
    if (!item || !isWanted) return
    sequence.unplan()
    haltItem(item)
    announcePosition(item)
    rest()
  }

  function play(): void {
    if (!sequence.current() || isWanted) return
    want()
    sequence.startCurrent()
    status.refresh()
  }

  function stop(): void {
    sequence.catchUp()
    sequence.clear('stopped')
    sequence.setNext(null)
    hasEnded = false
    rest()
  }

  async function setDevice(deviceId: string | null): Promise<boolean> {
    try {
      await stages.setSink(deviceId ?? '')
      return true
    } catch (error) {
      report(new DeckError('device', say`This output device cannot be used.`, { cause: error }), null)
      return false
    }
  }

  function applyLevel(): void {
    stages.setLevel(isMuted ? 0 : volumeToGain(volume))
  }

  return {
    on,
    load,
    setNext: (track) => {
      sequence.catchUp()
      sequence.setNext(track)
    },
    play,
    pause,
    seek,
    stop,
    setVolume: (value) => {
      volume = value
      applyLevel()
    },
    setMuted: (value) => {
      isMuted = value
      applyLevel()
    },
    setDevice,
    setCrossfade: sequence.setCrossfade,
    setReplayGain: (settings) => {
      replayGain = settings
      for (const item of sequence.items()) item.voice.setFactor(replayGainFactor(settings, item.track))
    },
    getState: status.shown,
    getPosition: () => {
      const item = sequence.current()
      return item ? positionOf(item) : 0
    },
    getDuration: () => sequence.current()?.voice.durationMs() ?? null,
    getHeard: () => {
      const item = sequence.current()
      return item ? heardOf(item) : 0
    },
    getDecodedBytes: () => sequence.items().flatMap((item) => item.voice.heldBytes()),
    close: () => {
      stop()
      if (idleTimer !== null) clearTimeout(idleTimer)
      stages.closeAll()
    }
  }
}
