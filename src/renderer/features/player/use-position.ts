import { useCallback, useEffect, useRef, useState } from 'react'
import { player } from './this-window.ts'
import { usePlayerStore } from './player.store.ts'
import type { PlayerView } from './use-player.ts'

const redrawMs = 250
/** Keys that follow each other quickly count from where the last one led. */
const holdMs = 400

/** Of another window: as it was when last told, and on from there. */
function tellPosition({ state, isPlaying, toldAt }: PlayerView): number {
  if (!state) return 0
  const elapsed = isPlaying ? Math.max(0, Date.now() - toldAt) : 0
  return Math.min(state.positionMs + elapsed, state.track?.durationMs ?? Infinity)
}

/** Where the track is, in milliseconds; redraws while it plays. What is held is shown until the player has got there. */
export function usePosition(view: PlayerView): { positionMs: number; hold: (positionMs: number) => void } {
  const { isPlaying } = view
  const isDeck = usePlayerStore((store) => store.isDeck)
  const deckState = usePlayerStore((store) => store.deckState)
  const [, redraw] = useState(0)
  const [held, setHeld] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (!isPlaying) return
    const timer = setInterval(() => redraw((times) => times + 1), redrawMs)
    return () => clearInterval(timer)
  }, [isPlaying])
  const deck = isDeck && deckState !== 'idle' && deckState !== 'ended' ? player.deck() : null
  const hold = useCallback((positionMs: number) => {
    setHeld(positionMs)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setHeld(null), holdMs)
  }, [])
  return { positionMs: held ?? (deck ? deck.getPosition() : tellPosition(view)), hold }
}
