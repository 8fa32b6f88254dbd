import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useRootFontSize } from '#renderer/ui/list/use-root-font-size.ts'
import type { RowSource } from '#renderer/ui/list/row-source.ts'
import { useListInteraction } from '#renderer/ui/list/use-list-interaction.ts'
import { useWindowedRows } from '#renderer/ui/list/use-windowed-rows.ts'
import { ContextMenu } from '#renderer/ui/menu/ContextMenu.tsx'
import type { MenuEntry } from '#renderer/ui/menu/menu-entry.ts'
import { has, only, type Selection } from '#renderer/ui/selection/selection.ts'
import { useSelection } from '#renderer/ui/selection/use-selection.ts'
import type { QueueItem } from '#shared/contract/playback.contract.ts'
import styles from './Queue.module.css'
import { QueueRow } from './QueueRow.tsx'
import { useQueueDrag } from './use-queue-drag.ts'
import type { QueueEdits } from './use-queue-edits.ts'

export type QueueListProps = {
  source: RowSource<QueueItem>
  currentIndex: number | null
  edits: Pick<QueueEdits, 'move' | 'remove'>
  /** The menu of a row, for all that are chosen with it. */
  menu(item: QueueItem, chosen: Selection): readonly MenuEntry[]
  onPlay(itemId: number): void
}

const rowRem = 3

/** The queue in its playing order: windowed, ordered by pointer or Alt and arrows. */
export function QueueList({ source, currentIndex, edits, menu, onPlay }: QueueListProps) {
  const t = useT()
  const { total } = source
  const height = Math.round(useRootFontSize() * rowRem)
  const scroller = useRef<HTMLDivElement>(null)
  const start = Math.max(0, currentIndex ?? 0)
  const [initialOffset] = useState(Math.max(0, (start - 1) * height))
  const selection = useSelection(total)
  const chosenWith = (index: number): Selection => (has(selection.selection, index) ? selection.selection : only(index))

  const play = (index: number): void => {
    const item = source.row(index)
    if (item) onPlay(item.itemId)
  }
  const interaction = useListInteraction({
    root: scroller,
    total,
    lanes: 1,
    page: () => Math.floor((scroller.current?.clientHeight ?? 0) / height),
    initialActive: start,
    selection,
    kind: 'rows',
    onOpen: play,
    menu: (index) => {
      const item = source.row(index)
      return item ? menu(item, chosenWith(index)) : []
    },
    scrollTo: (index) => rows.scrollTo(index, 'nearest'),
  })
  const { active } = interaction
  const rows = useWindowedRows({ scroller, total, lanes: 1, height, keep: active, initialOffset, onRange: source.onRange })
  const { drag, handlers: dragHandlers } = useQueueDrag({ scroller, rowHeight: height, total, onDrop: (index, before) => edits.move(chosenWith(index), before) })
  const removeOne = useCallback((index: number) => edits.remove(only(index)), [edits])

  /** One step up or down, as a block; the focus goes along. */
  function step(by: 1 | -1): void {
    const chosen = chosenWith(active)
    const [first, last] = [chosen[0]?.[0] ?? active, chosen.at(-1)?.[1] ?? active]
    if ((by < 0 && first === 0) || (by > 0 && last === total - 1)) return
    edits.move(chosen, by < 0 ? first - 1 : last + 2)
    interaction.goTo(active + by)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const isOnRow = event.target instanceof Element && event.target.closest('[data-index]') !== null
    if (isOnRow && event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) step(event.key === 'ArrowUp' ? -1 : 1)
    else if (isOnRow && (event.key === 'Delete' || event.key === 'Backspace')) edits.remove(chosenWith(active))
    else {
      interaction.handlers.onKeyDown(event)
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <div ref={scroller} role="grid" tabIndex={-1} aria-label={t('player.queue')} aria-rowcount={total} aria-multiselectable className={styles.scroller} data-dragging={drag !== undefined || undefined} {...interaction.handlers} {...dragHandlers} onKeyDown={onKeyDown}>
        <div role="rowgroup" className={styles.rows} style={{ height: rows.height }}>
          {rows.indexes.map((index) => (
            <QueueRow
              key={index}
              index={index}
              item={source.row(index)}
              top={rows.top(index)}
              isActive={index === active}
              isSelected={has(selection.selection, index)}
              isCurrent={index === currentIndex}
              isPast={currentIndex !== null && index < currentIndex}
              isLifted={drag !== undefined && has(chosenWith(drag.index), index)}
              onRemove={removeOne}
            />
          ))}
          {drag && <span className={styles.mark} style={{ top: drag.before * height }} />}
        </div>
      </div>
      <ContextMenu at={interaction.menu?.at} entries={interaction.menu?.entries ?? []} onClose={interaction.closeMenu} />
    </>
  )
}
