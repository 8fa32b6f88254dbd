import { mediaUrl } from '#renderer/media-url.ts'
import type { PlaybackState, RemoteCommand } from '#shared/contract/playback.contract.ts'
import silenceUrl from './silence.flac'

type Actions = Partial<Record<MediaSessionAction, MediaSessionActionHandler>>

/** Chromium shows a media session, and gives it the media keys, only while an element sounds; our sound comes from elsewhere. */
function createStandIn(): HTMLAudioElement {
  const element = new Audio(silenceUrl)
  element.loop = true
  return element
}

function actionsFor(send: (command: RemoteCommand) => void): Actions {
  return {
    play: () => send({ type: 'play' }),
    pause: () => send({ type: 'pause' }),
    stop: () => send({ type: 'stop' }),
    nexttrack: () => send({ type: 'next' }),
    previoustrack: () => send({ type: 'previous' }),
    seekto: ({ seekTime }) => seekTime !== undefined && send({ type: 'seek', positionMs: seekTime * 1000 }),
    seekforward: ({ seekOffset }) => send({ type: 'seekBy', deltaMs: (seekOffset ?? 10) * 1000 }),
    seekbackward: ({ seekOffset }) => send({ type: 'seekBy', deltaMs: -(seekOffset ?? 10) * 1000 }),
  }
}

export type MediaSessionControl = {
  /** Shows what plays on the lock screen and in the system's controls. */
  show: (state: PlaybackState, isPlaying: boolean, positionMs: number) => void
  end: () => void
}

/** Media keys and the system's controls, for as long as this window plays. */
export function startMediaSession(send: (command: RemoteCommand) => void): MediaSessionControl {
  const session = navigator.mediaSession
  const standIn = createStandIn()
  const actions = Object.entries(actionsFor(send)) as [MediaSessionAction, MediaSessionActionHandler][]
  for (const [name, act] of actions) session.setActionHandler(name, act)
  let shownTrack: number | undefined

  return {
    show: ({ track }, isPlaying, positionMs) => {
      if (!track) return
      if (shownTrack !== track.id) {
        shownTrack = track.id
        const artwork = track.coverHash === null ? [] : [{ src: new URL(mediaUrl(`/media/image/${track.coverHash}/320`), location.href).href, sizes: '320x320' }]
        session.metadata = new MediaMetadata({ title: track.title, artist: track.artist, album: track.album ?? '', artwork })
      }
      session.playbackState = isPlaying ? 'playing' : 'paused'
      const duration = (track.durationMs ?? 0) / 1000
      if (duration > 0) session.setPositionState({ duration, position: Math.min(duration, Math.max(0, positionMs / 1000)) })
      // Refused before a first gesture; then nothing of ours sounds either.
      if (isPlaying) void standIn.play().catch(() => undefined)
      else standIn.pause()
    },
    end: () => {
      for (const [name] of actions) session.setActionHandler(name, null)
      session.metadata = null
      session.playbackState = 'none'
      standIn.pause()
    },
  }
}
