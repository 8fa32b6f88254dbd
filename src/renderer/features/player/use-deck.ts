import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { announce } from '#renderer/app/announcements.ts'
import { onAppEvent } from '#renderer/app/app-events.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useSettings } from '#renderer/features/settings/use-settings.ts'
import { api } from '#renderer/rpc.ts'
import { settingsSchema } from '#shared/contract/settings.contract.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { applyDevice, applySound } from './engine-settings.ts'
import { startMediaSession } from './media-session.ts'
import type { MediaSessionControl } from './media-session.ts'
import { player } from './this-window.ts'
import { usePlayerStore } from './player.store.ts'
import { sendToPlayer, usePlayer } from './use-player.ts'

const beatMs = 5000
const usualSettings = settingsSchema.parse({})

function useCore(): void {
  const { data: state } = useQuery(api.playback.state.queryOptions())
  useEffect(() => {
    // While the hand is on it, the volume is what the hand says.
    if (state) player.stateChanged({ ...state, volume: usePlayerStore.getState().wantedVolume ?? state.volume })
  }, [state])
  useEffect(
    () =>
      onAppEvent((event) => {
        if (event.type === 'playback.commanded') player.commanded(event.deckId, event.command)
        if (event.type === 'queue.changed') player.queueChanged()
      }),
    [],
  )
  // The desktop window answers media keys and the tray before anything was played in it.
  const isUnclaimed = state?.deckId === null
  useEffect(() => {
    if (isUnclaimed && location.protocol === 'app:') void player.claim().catch(() => undefined)
  }, [isUnclaimed])
}

function useBeats(): void {
  useEffect(() => {
    const timer = setInterval(player.beat, beatMs)
    window.addEventListener('pagehide', player.leave)
    window.addEventListener('pageshow', player.comeBack)
    return () => {
      clearInterval(timer)
      window.removeEventListener('pagehide', player.leave)
      window.removeEventListener('pageshow', player.comeBack)
    }
  }, [])
}

/** Each choice by itself: an unrelated setting must not touch what sounds. */
function useEngineSettings({ isGapless, crossfadeSeconds, replayGain, preampDb, untaggedDb, preventsClipping, outputDeviceId }: Settings): void {
  useEffect(() => {
    const deck = player.deck()
    if (deck) applySound(deck, { crossfadeSeconds, replayGain, preampDb, untaggedDb, preventsClipping })
  }, [crossfadeSeconds, replayGain, preampDb, untaggedDb, preventsClipping])
  useEffect(() => {
    const deck = player.deck()
    if (deck) void applyDevice(deck, outputDeviceId)
  }, [outputDeviceId])
  useEffect(() => player.setPreparesNext(isGapless || crossfadeSeconds > 0), [isGapless, crossfadeSeconds])
}

function useMediaSession(): void {
  const { state, isPlaying } = usePlayer()
  const isDeck = usePlayerStore((store) => store.isDeck)
  const session = useRef<MediaSessionControl>(undefined)
  useEffect(() => {
    if (!isDeck || !('mediaSession' in navigator)) return
    session.current = startMediaSession(sendToPlayer)
    return () => {
      session.current?.end()
      session.current = undefined
    }
  }, [isDeck])
  useEffect(() => {
    if (state && session.current) session.current.show(state, isPlaying, player.deck()?.getPosition() ?? state.positionMs)
  }, [state, isPlaying])
}

function useTrackAnnouncement(): void {
  const t = useT()
  const { state, isPlaying } = usePlayer()
  const { title, artist } = state?.track ?? {}
  useEffect(() => {
    if (!isPlaying || title === undefined || artist === undefined) return
    announce(t('player.nowPlays', { title, artist }))
    document.title = `${title} · ${artist}`
    return () => {
      document.title = t('common.appName')
    }
  }, [isPlaying, title, artist, t])
}

/** Everything that connects this window's player to the core, the system and the settings. Mounted once. */
export function useDeck(): void {
  useCore()
  useBeats()
  useEngineSettings(useSettings().settings ?? usualSettings)
  useMediaSession()
  useTrackAnnouncement()
}
