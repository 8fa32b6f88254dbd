import { useCallback } from 'react'
import { useCommand } from '#renderer/app/shortcuts/shortcut-handlers.ts'
import { useLove } from '#renderer/features/library/use-love.ts'
import { rpc } from '#renderer/rpc.ts'
import type { RemoteCommand } from '#shared/contract/playback.contract.ts'
import { usePlayerStore } from './player.store.ts'
import { sendToPlayer, usePlayer } from './use-player.ts'
import { useVolume } from './use-volume.ts'

const jumpMs = 10_000
const volumeStep = 0.05
const repeatAfter = { off: 'all', all: 'one', one: 'off' } as const

function useSend(id: Parameters<typeof useCommand>[0], command: RemoteCommand): void {
  const { type } = command
  const deltaMs = command.type === 'seekBy' ? command.deltaMs : 0
  useCommand(id, useCallback(() => sendToPlayer(type === 'seekBy' ? { type, deltaMs } : ({ type } as RemoteCommand)), [type, deltaMs]))
}

/** Offers the player's commands to the keyboard and the palette. */
export function usePlayerCommands(): void {
  const { state } = usePlayer()
  const { volume, isMuted, setVolume, setMuted } = useVolume(state)
  const love = useLove('track')
  const togglePanel = usePlayerStore((store) => store.togglePanel)
  const track = state?.track ?? null
  const isShuffled = state?.isShuffled ?? false
  const repeat = state?.repeat ?? 'off'

  useSend('player.toggle', { type: 'toggle' })
  useSend('player.next', { type: 'next' })
  useSend('player.previous', { type: 'previous' })
  useSend('player.forward', { type: 'seekBy', deltaMs: jumpMs })
  useSend('player.back', { type: 'seekBy', deltaMs: -jumpMs })
  useCommand('player.louder', useCallback(() => setVolume(volume + volumeStep), [setVolume, volume]))
  useCommand('player.quieter', useCallback(() => setVolume(volume - volumeStep), [setVolume, volume]))
  useCommand('player.mute', useCallback(() => setMuted(!isMuted), [setMuted, isMuted]))
  useCommand('player.shuffle', useCallback(() => void rpc.playback.setShuffle({ isShuffled: !isShuffled }), [isShuffled]))
  useCommand('player.repeat', useCallback(() => void rpc.playback.setRepeat({ repeat: repeatAfter[repeat] }), [repeat]))
  useCommand('player.love', useCallback(() => (track ? love([track.id], !track.isLoved) : undefined), [love, track]))
  useCommand('panel.queue', useCallback(() => togglePanel('queue'), [togglePanel]))
  useCommand('panel.lyrics', useCallback(() => togglePanel('lyrics'), [togglePanel]))
}
