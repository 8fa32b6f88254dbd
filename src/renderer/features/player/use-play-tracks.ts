import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { rpc } from '#renderer/rpc.ts'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import { undoQueue } from './queue-changes.ts'
import { player } from './this-window.ts'

type Kind = 'album' | 'artist' | 'genre' | 'directory'

/** Starting and queueing music from anywhere in the window. Errors are said, never thrown. */
export type PlayTracks = {
  /** Without `startAt` it starts with the first track, or shuffled with any. */
  play(trackIds: number[], options?: { startAt?: number; isShuffled?: boolean }): void
  add(trackIds: number[], where: 'next' | 'last'): void
  playOf(kind: Kind, ids: number[], options?: { isShuffled?: boolean; editionId?: number }): void
  queueOf(kind: Kind, ids: number[], where: 'next' | 'last'): void
}

async function say(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    showError(error, { id: 'play-failed' })
  }
}

async function play(t: TFunction, trackIds: number[], options: { startAt?: number | undefined; isShuffled?: boolean | undefined }): Promise<void> {
  const { startAt, isShuffled } = options
  const { itemId } = await rpc.playback.replaceQueue({ trackIds, ...(startAt !== undefined && { startAt }), ...(isShuffled !== undefined && { isShuffled }) })
  if (itemId === null) showToast({ message: t('player.noneOnDisk'), id: 'play-failed' })
  else await player.send({ type: 'playItem', itemId })
}

async function add(t: TFunction, trackIds: number[], where: 'next' | 'last'): Promise<void> {
  const { added } = await rpc.playback.addToQueue({ trackIds, where })
  if (added === 0) showToast({ message: t('player.noneOnDisk'), id: 'queued' })
  else showToast({ id: 'queued', message: t(where === 'next' ? 'player.addedNext' : 'player.addedLast', { count: added }), undo: { label: t('common.undo'), onUndo: undoQueue } })
}

/** See {@link PlayTracks}. */
export function usePlayTracks(): PlayTracks {
  const t = useT()
  return useMemo(
    () => ({
      play: (trackIds, options = {}) => void say(() => play(t, trackIds, options)),
      add: (trackIds, where) => void say(() => add(t, trackIds, where)),
      playOf: (kind, ids, { isShuffled = false, editionId } = {}) =>
        void say(async () => play(t, await rpc.catalogue.trackIdsOf({ kind, ids, ...(editionId !== undefined && { editionId }) }), { isShuffled })),
      queueOf: (kind, ids, where) => void say(async () => add(t, await rpc.catalogue.trackIdsOf({ kind, ids }), where)),
    }),
    [t],
  )
}
