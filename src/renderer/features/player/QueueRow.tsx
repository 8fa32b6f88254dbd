import { IconGripVertical, IconX } from '@tabler/icons-react'
import { memo } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { LevelMark } from '#renderer/ui/marks/LevelMark.tsx'
import type { QueueItem } from '#shared/contract/playback.contract.ts'
import styles from './Queue.module.css'

export type QueueRowProps = {
  index: number
  item: QueueItem | undefined
  top: number
  isActive: boolean
  isSelected: boolean
  isCurrent: boolean
  /** What plays before what is heard now. */
  isPast: boolean
  isLifted: boolean
  onRemove(index: number): void
}

export const QueueRow = memo(function QueueRow({ index, item, top, isActive, isSelected, isCurrent, isPast, isLifted, onRemove }: QueueRowProps) {
  const t = useT()
  const format = useFormat()
  const { track } = item ?? {}
  const durationMs = track?.durationMs ?? null
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      aria-current={isCurrent || undefined}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
      data-index={index}
      data-selected={isSelected || undefined}
      data-playing={isCurrent || undefined}
      data-past={isPast || undefined}
      data-lifted={isLifted || undefined}
      className={styles.row}
      tabIndex={isActive ? 0 : -1}
      style={{ top }}
    >
      <span role="gridcell" className={styles.grip} data-grip aria-hidden><Icon of={IconGripVertical} size="xs" /></span>
      <span role="gridcell" className={styles.cover}>
        {track && <Cover name={track.album ?? track.title} image={track.coverHash === null ? undefined : { hash: track.coverHash }} size={36} />}
        {isCurrent && <span className={styles.level}><LevelMark /></span>}
      </span>
      <span role="gridcell" className={styles.words}>
        {track ? (
          <>
            <span className={`${styles.title} clip`} title={track.title}>{track.title}</span>
            <span className={`${styles.artist} clip`} title={track.artist}>{track.artist}</span>
            {isCurrent && <span className="vh">{t('list.playing')}</span>}
          </>
        ) : (
          <span className={styles.ghost} />
        )}
      </span>
      <span role="gridcell" className={`${styles.time} num`}>{durationMs === null ? '' : format.clock(durationMs)}</span>
      <span role="gridcell" className={styles.remove}>
        {track && (
          <button type="button" tabIndex={-1} aria-label={t('player.removeNamed', { name: track.title })} onClick={() => onRemove(index)}>
            <Icon of={IconX} size="xs" />
          </button>
        )}
      </span>
    </div>
  )
})
