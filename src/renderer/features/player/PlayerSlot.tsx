import { IconDots, IconListDetails, IconMicrophone2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useLove } from '#renderer/features/library/use-love.ts'
import { NeedleBar } from '#renderer/features/needle/NeedleBar.tsx'
import { useFlipReminder, useNeedleSession } from '#renderer/features/needle/use-needle.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { LoveButton } from '#renderer/ui/button/LoveButton.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { useArtStyle } from '#renderer/ui/layout/use-art-style.ts'
import { QualityBadge } from '#renderer/ui/marks/QualityBadge.tsx'
import { ActionMenu } from '#renderer/ui/menu/ActionMenu.tsx'
import type { MenuEntry } from '#renderer/ui/menu/menu-entry.ts'
import { NowPlaying } from '#renderer/ui/player/NowPlaying.tsx'
import { PlayerBar } from '#renderer/ui/player/PlayerBar.tsx'
import { SeekSlider } from '#renderer/ui/player/SeekSlider.tsx'
import { TransportButtons } from '#renderer/ui/player/TransportButtons.tsx'
import type { RepeatMode } from '#renderer/ui/player/TransportButtons.tsx'
import { VolumeSlider } from '#renderer/ui/player/VolumeSlider.tsx'
import { CreditLinks } from '#renderer/ui/text/CreditLinks.tsx'
import type { TrackRow } from '#shared/contract/catalogue.contract.ts'
import type { PlaybackState } from '#shared/contract/playback.contract.ts'
import { DevicePicker } from './DevicePicker.tsx'
import { PlayHere } from './PlayHere.tsx'
import styles from './player.module.css'
import { usePlayerStore } from './player.store.ts'
import { useDeck } from './use-deck.ts'
import { usePlayerCommands } from './use-player-commands.ts'
import { usePlayer } from './use-player.ts'
import { usePosition } from './use-position.ts'
import { useVolume } from './use-volume.ts'

const repeatModes: readonly RepeatMode[] = ['off', 'all', 'one']

/** The player at the foot of the window, or the record that turns; this window's engine lives and ends with it. */
export function PlayerSlot() {
  useDeck()
  usePlayerCommands()
  const { isPlaying } = usePlayer()
  const needle = useNeedleSession()
  useFlipReminder(needle)
  return needle && !isPlaying ? <NeedleBar session={needle} /> : <FilePlayer />
}

function FilePlayer() {
  const { state } = usePlayer()
  const track = state?.track ?? null
  const { data: detail } = useQuery({ ...api.catalogue.track.queryOptions({ input: { id: track?.id ?? 1 } }), enabled: track !== null })
  const art = useArtStyle(track ? detail?.palette : null)
  return (
    <PlayerBar
      {...(art && { art })}
      now={<CurrentTrack track={track} />}
      transport={<Transport />}
      seek={<Seek />}
      quality={track?.codec && <QualityBadge quality={track} />}
      tail={<Tail />}
      more={state && <More state={state} />}
      volume={<Volume />}
    />
  )
}

function CurrentTrack({ track }: { track: TrackRow | null }): ReactNode {
  const t = useT()
  const love = useLove('track')
  if (!track) return <p className={styles.nothing}>{t('player.nothing')}</p>
  const by = <CreditLinks credits={[{ name: track.artist, joinPhrase: '', href: track.artistId === null ? undefined : `/artist/${track.artistId}` }]} />
  return (
    <NowPlaying
      title={track.title}
      titleHref={track.albumId === null ? undefined : `/album/${track.albumId}`}
      by={by}
      album={track.album ?? track.title}
      image={track.coverHash === null ? undefined : { hash: track.coverHash }}
      coverHref="/now-playing"
      coverLabel={t('player.openNowPlaying')}
    >
      <LoveButton isLoved={track.isLoved} name={track.title} onChange={(isLoved) => love([track.id], isLoved)} />
    </NowPlaying>
  )
}

/** The buttons of the player, for the bar and for the full-screen view. */
export function Transport() {
  const { state, isPlaying, send } = usePlayer()
  const hasItem = (state?.itemId ?? null) !== null
  const hasQueue = hasItem || (state?.total ?? 0) > 0
  return (
    <TransportButtons
      isPlaying={isPlaying}
      isShuffled={state?.isShuffled ?? false}
      repeat={state?.repeat ?? 'off'}
      canPlay={hasQueue}
      canGoBack={hasItem}
      canGoOn={hasQueue}
      onToggle={() => send({ type: 'toggle' })}
      onPrevious={() => send({ type: 'previous' })}
      onNext={() => send({ type: 'next' })}
      onShuffle={(isShuffled) => void rpc.playback.setShuffle({ isShuffled })}
      onRepeat={(repeat) => void rpc.playback.setRepeat({ repeat })}
    />
  )
}

/** Alone, because it redraws four times a second. */
export function Seek() {
  const view = usePlayer()
  const { state, send } = view
  const { positionMs, hold } = usePosition(view)
  const seek = (to: number): void => {
    hold(to)
    send({ type: 'seek', positionMs: to })
  }
  return <SeekSlider positionMs={positionMs} durationMs={state?.track?.durationMs ?? 0} onSeek={seek} />
}

export function Volume() {
  const { state } = usePlayer()
  const { volume, isMuted, setVolume, setMuted } = useVolume(state)
  return <VolumeSlider volume={volume} isMuted={isMuted} onVolume={setVolume} onMute={setMuted} />
}

function Tail() {
  const t = useT()
  const panel = usePlayerStore((store) => store.panel)
  const togglePanel = usePlayerStore((store) => store.togglePanel)
  return (
    <>
      <PlayHere />
      <IconButton label={t('player.lyrics')} pressed={panel === 'lyrics'} icon={<Icon of={IconMicrophone2} />} onClick={() => togglePanel('lyrics')} />
      <IconButton label={t('player.queue')} pressed={panel === 'queue'} icon={<Icon of={IconListDetails} />} onClick={() => togglePanel('queue')} />
      <DevicePicker />
    </>
  )
}

/** What has no room in a narrow window. */
export function More({ state }: { state: PlaybackState }) {
  const t = useT()
  const repeatLabels: Record<RepeatMode, string> = { off: t('player.repeatOff'), all: t('player.repeatAll'), one: t('player.repeatOne') }
  const entries = (): MenuEntry[] => [
    { kind: 'action', id: 'shuffle', label: t(state.isShuffled ? 'player.shuffleOff' : 'player.shuffleOn'), onSelect: () => void rpc.playback.setShuffle({ isShuffled: !state.isShuffled }) },
    { kind: 'line', id: 'line' },
    ...repeatModes.map((repeat): MenuEntry => ({ kind: 'choice', id: repeat, label: repeatLabels[repeat], isChosen: repeat === state.repeat, onSelect: () => void rpc.playback.setRepeat({ repeat }) })),
  ]
  return (
    <ActionMenu position="top-end" entries={entries}>
      <IconButton label={t('common.more')} icon={<Icon of={IconDots} />} />
    </ActionMenu>
  )
}
