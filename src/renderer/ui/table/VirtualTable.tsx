import { type CSSProperties, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import type { RowSource } from '../list/row-source.ts'
import { recallPlace, useRememberPlace } from '../list/place.ts'
import { useListInteraction } from '../list/use-list-interaction.ts'
import { useRootFontSize } from '../list/use-root-font-size.ts'
import { useWindowedRows } from '../list/use-windowed-rows.ts'
import { ContextMenu } from '../menu/ContextMenu.tsx'
import type { MenuEntry } from '../menu/menu-entry.ts'
import { has } from '../selection/selection.ts'
import type { SelectionControl } from '../selection/use-selection.ts'
import { type Column, gridTracks, type LeadColumn, type Sort } from './column.ts'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import styles from './table.module.css'
import { useColumnsInSight } from './use-columns-in-sight.ts'

/** What the page around a list may ask of it. */
export type ListHandle = {
  /** Brings a row to the top of the window. */
  show(index: number): void
  /** Goes there as the keyboard would. */
  goTo(index: number): void
}

export type VirtualTableProps<Row> = {
  /** Spoken name of the table. */
  label: string
  source: RowSource<Row>
  columns: readonly Column<Row>[]
  hiddenColumns?: ReadonlySet<string>
  lead?: LeadColumn<Row>
  sort?: Sort
  onSort?(sort: Sort): void
  selection?: SelectionControl
  isPlaying?(row: Row): boolean
  onOpen?(index: number): void
  onTypeAhead?(typed: string): void
  menu?(index: number): readonly MenuEntry[]
  /** Height of a row in pixels at normal text size. */
  rowHeight?: number
  /** Where the list was left is kept under this name; another name is another list, so give the table a `key` as well. */
  placeKey?: string
  ref?: Ref<ListHandle>
}

const headHeight = 32
const nowhere: ReadonlySet<string> = new Set()

/** A table of any length in its own scroller: windowed, keyboard complete, spoken as a grid. */
export function VirtualTable<Row>({ ref, ...props }: VirtualTableProps<Row>) {
  const { source, columns: allColumns, hiddenColumns = nowhere, lead, selection, placeKey, rowHeight = 30 } = props
  const t = useT()
  const rem = useRootFontSize() / 16
  const scroller = useRef<HTMLDivElement>(null)
  const [place] = useState(() => recallPlace(placeKey))
  const columns = useColumnsInSight(allColumns, hiddenColumns, scroller, rem)
  const height = Math.round(rowHeight * rem)

  const interaction = useListInteraction({
    root: scroller,
    total: source.total,
    lanes: 1,
    page: () => Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight * rem) / height),
    initialActive: place.active,
    selection,
    kind: 'rows',
    onOpen: props.onOpen,
    onTypeAhead: props.onTypeAhead,
    menu: props.menu,
    scrollTo: (index) => rows.scrollTo(index, 'nearest'),
  })
  const { active } = interaction
  const rows = useWindowedRows({ scroller, total: source.total, lanes: 1, height, head: headHeight * rem, keep: active, initialOffset: place.offset, onRange: source.onRange })
  useRememberPlace(placeKey, scroller, active)
  useImperativeHandle(ref, () => ({ show: (index) => rows.scrollTo(index, 'top'), goTo: interaction.goTo }))

  return (
    <>
      <div
        ref={scroller}
        role="grid"
        tabIndex={-1}
        aria-label={props.label}
        aria-rowcount={source.total + 1}
        aria-multiselectable={selection ? true : undefined}
        className={styles.scroller}
        style={{ '--columns': gridTracks(columns, lead), '--row': `${height}px` } as CSSProperties}
        {...interaction.handlers}
      >
        <TableHead columns={columns} lead={lead} sort={props.sort} onSort={props.onSort} />
        <div role="rowgroup" className={styles.body} style={{ height: rows.height }}>
          {rows.indexes.map((index) => {
            const row = source.row(index)
            const isSelected = selection && has(selection.selection, index)
            return (
              <TableRow
                key={index}
                index={index}
                rowIndex={index + 2}
                row={row}
                isSketch={rows.isSketch(index)}
                top={rows.top(index)}
                columns={columns}
                lead={lead}
                isActive={index === active}
                isSelected={isSelected}
                joinsAbove={isSelected === true && has(selection?.selection ?? [], index - 1)}
                joinsBelow={isSelected === true && has(selection?.selection ?? [], index + 1)}
                isPlaying={row !== undefined && props.isPlaying?.(row) === true}
                playingLabel={t('list.playing')}
              />
            )
          })}
        </div>
      </div>
      <ContextMenu at={interaction.menu?.at} entries={interaction.menu?.entries ?? []} onClose={interaction.closeMenu} />
    </>
  )
}
