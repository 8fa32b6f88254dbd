import { IconPlaylist } from '@tabler/icons-react'
import { useCallback } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useListSource } from '#renderer/features/library/use-list-source.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { TableSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import type { QueueItem } from '#shared/contract/playback.contract.ts'
import { QueueList } from './QueueList.tsx'
import { usePlayer } from './use-player.ts'
import { useQueueEdits } from './use-queue-edits.ts'
import { useQueueMenu } from './use-queue-menu.tsx'

const queueKey = api.playback.queue.key()
const load = (offset: number, limit: number, signal: AbortSignal) => rpc.playback.queue({ offset, limit }, { signal })

/** What plays, what played, and what comes. */
export function QueuePanel() {
  const t = useT()
  const { state, send } = usePlayer()
  const list = useListSource<QueueItem>({ key: queueKey, load })
  const edits = useQueueEdits(list.source)
  const menuOf = useQueueMenu()
  const play = useCallback((itemId: number) => send({ type: 'playItem', itemId }), [send])

  if (list.error) return <FailedState what={<ErrorText error={list.error} />} kept={t('player.queueKept')} onRetry={list.retry} />
  if (list.total === null || !state) return <Later><TableSkeleton rows={10} /></Later>
  if (list.total === 0) return <EmptyState icon={<Icon of={IconPlaylist} />} title={t('player.queueEmpty')} text={t('player.queueEmptyText')} />
  return (
    <QueueList
      source={list.source}
      currentIndex={state.index}
      edits={edits}
      onPlay={play}
      menu={(item, chosen) => menuOf({ item, onPlay: () => play(item.itemId), onPlayNext: () => edits.playNext(chosen, state.index), onRemove: () => edits.remove(chosen) })}
    />
  )
}
