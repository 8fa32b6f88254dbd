import { IconTrash } from '@tabler/icons-react'
import type { SidePanelProps } from '#renderer/app/shell/SidePanel.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { rpc } from '#renderer/rpc.ts'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { LyricsPanel } from './LyricsPanel.tsx'
import { usePlayerStore } from './player.store.ts'
import styles from './Queue.module.css'
import { changeQueue, undoQueue } from './queue-changes.ts'
import { QueuePanel } from './QueuePanel.tsx'
import { usePlayer } from './use-player.ts'

/** What is open at the right of the window: the queue, the lyrics, or nothing. */
export function usePlayerPanel(): SidePanelProps | undefined {
  const t = useT()
  const panel = usePlayerStore((store) => store.panel)
  const showPanel = usePlayerStore((store) => store.showPanel)
  const { state } = usePlayer()
  if (panel === null) return undefined
  const onClose = () => showPanel(null)
  if (panel === 'lyrics') return { title: t('player.lyrics'), onClose, children: <LyricsPanel /> }
  const total = state?.total ?? 0
  const clear = () => changeQueue(rpc.playback.clearQueue().then(() => showToast({ id: 'queued', message: t('player.cleared'), undo: { label: t('common.undo'), onUndo: undoQueue } })))
  const tools = (
    <>
      <span className={`${styles.count} num`}>{t('common.tracks', { count: total })}</span>
      <IconButton label={t('player.clear')} icon={<Icon of={IconTrash} size="s" />} disabled={total === 0} onClick={clear} />
    </>
  )
  return { title: t('player.queue'), onClose, tools, children: <QueuePanel /> }
}
