import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { recallPlace, useRememberPlace } from '#renderer/ui/list/place.ts'
import { useListInteraction } from '#renderer/ui/list/use-list-interaction.ts'
import { useRootFontSize } from '#renderer/ui/list/use-root-font-size.ts'
import { useUnevenRows } from '#renderer/ui/list/use-uneven-rows.ts'
import { ContextMenu } from '#renderer/ui/menu/ContextMenu.tsx'
import type { MenuEntry } from '#renderer/ui/menu/menu-entry.ts'
import { has, members } from '#renderer/ui/selection/selection.ts'
import type { SelectionControl } from '#renderer/ui/selection/use-selection.ts'
import { type Column, gridTracks, type LeadColumn } from '#renderer/ui/table/column.ts'
import { TableRow } from '#renderer/ui/table/TableRow.tsx'
import { useColumnsInSight } from '#renderer/ui/table/use-columns-in-sight.ts'
import type { PlayRow } from '#shared/contract/plays.contract.ts'
import type { JournalDay, JournalLayout } from './journal-days.ts'
import styles from './JournalList.module.css'

export type JournalListProps = {
  label: string
  layout: JournalLayout
  /** Heights the layout was made with, in pixels. */
  heights: { head: number; row: number }
  /** Number of the first play in a count that goes on. */
  origin: number
  /** Names what is listed; another name begins at its top. */
  listKey: string
  hasNewer: boolean
  columns: readonly Column<PlayRow>[]
  lead: LeadColumn<PlayRow>
  selection: SelectionControl
  heading(day: JournalDay): ReactNode
  menu(index: number): readonly MenuEntry[]
  onOpen(index: number): void
  onDelete(): void
  /** Told which ends are near, so that more is fetched there. */
  onNear(ends: { newer: boolean; older: boolean }): void
  /** Told the day at the top of the window. */
  onDay(day: number): void
}

const nowhere: ReadonlySet<string> = new Set()
/** Pixels before an end at which more is asked for. */
const near = 1500

/** Plays under their days, endless both ways: drawn where they are looked at, and kept still while more comes in. */
export function JournalList(props: JournalListProps) {
  const { layout, heights, origin, listKey, selection, hasNewer, onNear, onDay } = props
  const t = useT()
  const rem = useRootFontSize() / 16
  const scroller = useRef<HTMLDivElement>(null)
  const [place] = useState(() => recallPlace(`journal ${listKey}`))
  const columns = useColumnsInSight(props.columns, nowhere, scroller, rem)
  const rows = useUnevenRows({ scroller, offsets: layout.offsets, keys: layout.keys, isPinnedToTop: !hasNewer, initialOffset: place.offset, listKey })
  const total = layout.plays.length
  const interaction = useListInteraction({
    root: scroller,
    total,
    lanes: 1,
    page: () => Math.floor(((scroller.current?.clientHeight ?? 0) - heights.head) / heights.row),
    initialActive: place.active,
    origin,
    selection,
    kind: 'rows',
    onOpen: props.onOpen,
    menu: props.menu,
    scrollTo: (index) => rows.scrollTo(index, heights.head),
  })
  const { active } = interaction
  useRememberPlace(`journal ${listKey}`, scroller, active)

  const isNearTop = rows.above < near
  const isNearEnd = rows.below < near
  useEffect(() => {
    if (isNearEnd || isNearTop) onNear({ newer: isNearTop, older: isNearEnd })
  }, [isNearTop, isNearEnd, onNear])

  // Once the row that had the focus is gone, the one in its place has it.
  const leaving = useRef<number | undefined>(undefined)
  useLayoutEffect(() => {
    if (leaving.current === undefined || layout.keys.includes(leaving.current)) return
    leaving.current = undefined
    scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true })
  }, [layout, active])

  const topDay = layout.plays[rows.first]?.localDay
  useEffect(() => {
    if (topDay !== undefined) onDay(topDay)
  }, [topDay, onDay])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Delete' && event.target instanceof Element && event.target.closest('[data-index]')) {
      event.preventDefault()
      event.stopPropagation()
      const first = members(selection.selection).next().value ?? active
      leaving.current = layout.keys[first]
      props.onDelete()
      interaction.goTo(first)
    } else {
      interaction.handlers.onKeyDown(event)
    }
  }

  const isDrawn = (index: number): boolean => index === active || (index >= rows.start && index < rows.end)
  const days = layout.days.filter((day) => (day.first < rows.end && day.first + day.count > rows.start) || (active >= day.first && active < day.first + day.count))
  return (
    <>
      <div
        ref={scroller}
        role="grid"
        tabIndex={-1}
        aria-label={props.label}
        aria-multiselectable
        aria-rowcount={-1}
        className={styles.scroller}
        style={{ '--columns': gridTracks(columns, props.lead), '--row': `${heights.row}px`, '--head': `${heights.head}px` } as CSSProperties}
        {...interaction.handlers}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles.body} style={{ height: rows.height }}>
          {days.map((day) => (
            <div key={`${day.day} ${layout.keys[day.first + day.count - 1] ?? ''}`} role="rowgroup" className={styles.day} style={{ top: day.top, height: day.height }}>
              <div role="row" className={styles.head}>
                <div role="rowheader" className={styles.heading}>{props.heading(day)}</div>
              </div>
              {Array.from({ length: day.count }, (_, at) => day.first + at).filter(isDrawn).map((index) => {
                const isSelected = has(selection.selection, index)
                const play = layout.plays[index]
                return (
                  <TableRow
                    key={layout.keys[index]}
                    index={index}
                    rowIndex={index + 1 + day.first}
                    row={play}
                    top={heights.head + (index - day.first) * heights.row}
                    columns={columns}
                    lead={props.lead}
                    isActive={index === active}
                    isSelected={isSelected}
                    joinsAbove={isSelected && index > day.first && has(selection.selection, index - 1)}
                    joinsBelow={isSelected && index < day.first + day.count - 1 && has(selection.selection, index + 1)}
                    isPlaying={play?.isPlaying === true}
                    playingLabel={t('list.playing')}
                  />
                )
              })}
            </div>
          ))}
        </div>
      </div>
      <ContextMenu at={interaction.menu?.at} entries={interaction.menu?.entries ?? []} onClose={interaction.closeMenu} />
    </>
  )
}
