import { useMemo } from 'react'
import type { TFunction } from 'i18next'
import { messageOf } from '#shared/errors.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { rpc } from '#renderer/rpc.ts'
import { showToast } from '#renderer/ui/feedback/toast.tsx'

type Kind = 'album' | 'artist' | 'genre' | 'directory'

/** Starting and queueing music from anywhere in the window. Errors are said, never thrown. */
export type PlayTracks = {
  play(trackIds: number[], options?: { startAt?: number; isShuffled?: boolean }): void
  add(trackIds: number[], where: 'next' | 'last'): void
  playOf(kind: Kind, ids: number[], options?: { isShuffled?: boolean; editionId?: number }): void
  queueOf(kind: Kind, ids: number[], where: 'next' | 'last'): void
}

async function say(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    showToast({ message: messageOf(error), id: 'play-failed' })
  }
}

async function play(trackIds: number[], startAt: number, isShuffled: boolean | undefined): Promise<void> {
  const { itemId } = await rpc.playback.replaceQueue({ trackIds, startAt, ...(isShuffled !== undefined && { isShuffled }) })
  if (itemId !== null) await rpc.playback.command({ type: 'playItem', itemId })
}

async function add(t: TFunction, trackIds: number[], where: 'next' | 'last'): Promise<void> {
  const { added } = await rpc.playback.addToQueue({ trackIds, where })
  showToast({ id: 'queued', message: t(where === 'next' ? 'player.addedNext' : 'player.addedLast', { count: added }), undo: { label: t('common.undo'), onUndo: () => void rpc.playback.undoQueue() } })
}

/** See {@link PlayTracks}. */
export function usePlayTracks(): PlayTracks {
  const t = useT()
  return useMemo(
    () => ({
      play: (trackIds, { startAt = 0, isShuffled } = {}) => void say(() => play(trackIds, startAt, isShuffled)),
      add: (trackIds, where) => void say(() => add(t, trackIds, where)),
      playOf: (kind, ids, { isShuffled, editionId } = {}) =>
        void say(async () => play(await rpc.catalogue.trackIdsOf({ kind, ids, ...(editionId !== undefined && { editionId }) }), 0, isShuffled ?? false)),
      queueOf: (kind, ids, where) => void say(async () => add(t, await rpc.catalogue.trackIdsOf({ kind, ids }), where)),
    }),
    [t],
  )
}
