import { say } from '#shared/messages/say.ts'
import { DeckError } from './deck-error.ts'
import type { DeckEmitter, DeckState } from './deck-events.ts'
import type { Item } from './item.ts'

export interface StatusOptions {
  /** Without data for so long, waiting is called stalled; and after so long it is given up. */
  readonly stallMs: number
  readonly giveUpMs: number
  readonly look: () => { readonly item: Item | null; readonly isWanted: boolean; readonly hasEnded: boolean }
  readonly emit: DeckEmitter['emit']
  readonly giveUp: (item: Item, error: DeckError) => void
}

/** What the deck is doing, told whenever it changes, with an eye on data that does not come. */
export interface Status {
  readonly refresh: () => void
  /** Data came: the wait starts over. */
  readonly feed: () => void
  readonly shown: () => DeckState
}

export function createStatus({ stallMs, giveUpMs, look, emit, giveUp }: StatusOptions): Status {
  let shown: DeckState = 'idle'
  let isStalled = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let waitedMs = 0

  const isRunning = (item: Item): boolean => item.voice.stage.context.state === 'running'
  const isFlowing = (item: Item): boolean => item.isSounding && !item.isWaiting

  function stateNow(): DeckState {
    const { item, isWanted, hasEnded } = look()
    if (!item) return hasEnded ? 'ended' : 'idle'
    if (!isWanted) return 'paused'
    if (isFlowing(item) && isRunning(item)) return 'playing'
    return isStalled ? 'stalled' : 'buffering'
  }

  function rest(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    waitedMs = 0
  }

  function watch(): void {
    const untilMs = waitedMs < stallMs ? stallMs : giveUpMs
    timer ??= setTimeout(() => {
      timer = null
      waitedMs = untilMs
      check()
    }, untilMs - waitedMs)
  }

  /** Decoding, or a browser that awaits a gesture, is no lack of data. */
  function check(): void {
    const { item } = look()
    if (!item) return
    const isHungry = item.voice.isFetching() && isRunning(item)
    if (!isHungry) waitedMs = 0
    isStalled = isHungry
    if (waitedMs >= giveUpMs) giveUp(item, new DeckError('network', say`The audio stopped coming.`))
    else refresh()
  }

  function refresh(): void {
    const { item, isWanted } = look()
    if (item && isWanted && !isFlowing(item)) watch()
    else {
      rest()
      isStalled = false
    }
    const state = stateNow()
    if (state === shown) return
    shown = state
    emit('state', { state })
  }

  return {
    refresh,
    feed: () => {
      if (timer === null) return
      rest()
      isStalled = false
      refresh()
    },
    shown: () => shown
  }
}
