import { useMemo } from 'react'
import { announce } from '#renderer/app/announcements.ts'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { rpc } from '#renderer/rpc.ts'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import type { RowSource } from '#renderer/ui/list/row-source.ts'
import type { Selection } from '#renderer/ui/selection/selection.ts'
import type { QueueItem } from '#shared/contract/playback.contract.ts'
import { changeQueue, undoQueue } from './queue-changes.ts'

const mostRows = 500

/** Item ids of chosen rows; those that were never looked at are asked for. */
async function itemIdsOf(selection: Selection): Promise<number[]> {
  const ids: number[] = []
  for (const [first, last] of selection) {
    for (let offset = first; offset <= last; offset += mostRows) {
      const { items } = await rpc.playback.queue({ offset, limit: Math.min(mostRows, last - offset + 1) })
      ids.push(...items.map((item) => item.itemId))
    }
  }
  return ids
}

async function itemIdAt(index: number): Promise<number | null> {
  const { items } = await rpc.playback.queue({ offset: index, limit: 1 })
  return items[0]?.itemId ?? null
}

export type QueueEdits = {
  /** Moves rows before another (the total: to the end) and says where they went. */
  move(selection: Selection, before: number): void
  /** Moves rows behind what plays. */
  playNext(selection: Selection, currentIndex: number | null): void
  remove(selection: Selection): void
}

export function useQueueEdits(source: RowSource<QueueItem>): QueueEdits {
  const t = useT()
  const format = useFormat()
  return useMemo(() => {
    const idsOf = async (selection: Selection): Promise<number[]> => {
      const [only] = selection
      const row = selection.length === 1 && only && only[0] === only[1] ? source.row(only[0]) : undefined
      return row ? [row.itemId] : itemIdsOf(selection)
    }
    async function move(selection: Selection, before: number): Promise<void> {
      const [itemIds, beforeItemId] = await Promise.all([idsOf(selection), source.row(before)?.itemId ?? itemIdAt(before)])
      await rpc.playback.moveInQueue({ itemIds, beforeItemId })
      const first = selection[0]?.[0] ?? 0
      const place = before > first ? before - itemIds.length : before
      announce(t('player.movedTo', { position: format.number(place + 1), total: format.number(source.total) }))
    }
    async function remove(selection: Selection): Promise<void> {
      const itemIds = await idsOf(selection)
      await rpc.playback.removeFromQueue({ itemIds })
      showToast({ id: 'queued', message: t('player.removed', { count: itemIds.length }), undo: { label: t('common.undo'), onUndo: undoQueue } })
    }
    return {
      move: (selection, before) => changeQueue(move(selection, before)),
      playNext: (selection, currentIndex) => changeQueue(move(selection, currentIndex === null ? 0 : currentIndex + 1)),
      remove: (selection) => changeQueue(remove(selection)),
    }
  }, [source, t, format])
}
