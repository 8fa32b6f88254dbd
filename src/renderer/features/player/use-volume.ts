import { useCallback, useEffect } from 'react'
import type { PlaybackState } from '#shared/contract/playback.contract.ts'
import { player } from './this-window.ts'
import { usePlayerStore } from './player.store.ts'
import { sendToPlayer } from './use-player.ts'

const tellAfterMs = 120
let timer: ReturnType<typeof setTimeout> | undefined

/** Heard at once, told to the core when the hand rests. */
function moveVolume(volume: number): void {
  const wanted = Math.min(1, Math.max(0, volume))
  usePlayerStore.setState({ wantedVolume: wanted })
  player.deck()?.setVolume(wanted)
  clearTimeout(timer)
  timer = setTimeout(() => sendToPlayer({ type: 'volume', volume: wanted }), tellAfterMs)
}

/** The volume of the window that plays, whichever it is. Moving it takes the mute away. */
export function useVolume(state: PlaybackState | undefined) {
  const wanted = usePlayerStore((store) => store.wantedVolume)
  const told = state?.volume ?? 1
  const isMuted = state?.isMuted ?? false
  useEffect(() => {
    if (wanted === told) usePlayerStore.setState({ wantedVolume: null })
  }, [wanted, told])
  const setMuted = useCallback((muted: boolean) => sendToPlayer({ type: 'mute', isMuted: muted }), [])
  const setVolume = useCallback(
    (volume: number) => {
      if (isMuted) setMuted(false)
      moveVolume(volume)
    },
    [isMuted, setMuted],
  )
  return { volume: wanted ?? told, isMuted, setVolume, setMuted }
}
