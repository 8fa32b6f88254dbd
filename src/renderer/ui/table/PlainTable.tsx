import { type CSSProperties, Fragment, type ReactNode, useRef } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useListInteraction } from '../list/use-list-interaction.ts'
import { useRootFontSize } from '../list/use-root-font-size.ts'
import { ContextMenu } from '../menu/ContextMenu.tsx'
import { has } from '../selection/selection.ts'
import { columnsInSight, gridTracks } from './column.ts'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import styles from './table.module.css'
import { useElementWidth } from '../list/use-element-width.ts'
import type { VirtualTableProps } from './VirtualTable.tsx'

export type PlainTableProps<Row> = Omit<VirtualTableProps<Row>, 'source' | 'placeKey' | 'ref'> & {
  rows: readonly Row[]
  rowKey(row: Row): string | number
  /** A line of its own before a row that begins a disc or a side. */
  section?(row: Row, previous: Row | undefined): ReactNode
}

/** The same table for a few hundred rows that stand in a page and scroll with it: the tracks of an album. */
export function PlainTable<Row>(props: PlainTableProps<Row>) {
  const { rows, columns: allColumns, hiddenColumns = new Set<string>(), lead, selection, rowHeight = 34 } = props
  const t = useT()
  const rem = useRootFontSize() / 16
  const root = useRef<HTMLDivElement>(null)
  const columns = columnsInSight(allColumns, hiddenColumns, useElementWidth(root) / rem)
  const height = Math.round(rowHeight * rem)

  const interaction = useListInteraction({
    root,
    total: rows.length,
    lanes: 1,
    page: () => 10,
    initialActive: 0,
    selection,
    kind: 'rows',
    onOpen: props.onOpen,
    onTypeAhead: props.onTypeAhead,
    menu: props.menu,
    scrollTo: (index) => root.current?.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: 'nearest' }),
  })

  return (
    <>
      <div
        ref={root}
        role="grid"
        tabIndex={-1}
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selection ? true : undefined}
        className={styles.plain}
        style={{ '--columns': gridTracks(columns, lead), '--row': `${height}px` } as CSSProperties}
        {...interaction.handlers}
      >
        <TableHead columns={columns} lead={lead} sort={props.sort} onSort={props.onSort} />
        <div role="rowgroup">
          {rows.map((row, index) => {
            const section = props.section?.(row, rows[index - 1])
            const isSelected = selection && has(selection.selection, index)
            return (
              <Fragment key={props.rowKey(row)}>
                {section !== undefined && section !== null && (
                  <div role="row">
                    <div role="gridcell" className={styles.section}>{section}</div>
                  </div>
                )}
                <TableRow
                  index={index}
                  rowIndex={index + 2}
                  row={row}
                  columns={columns}
                  lead={lead}
                  isActive={index === interaction.active}
                  isSelected={isSelected}
                  joinsAbove={isSelected === true && (section === undefined || section === null) && has(selection?.selection ?? [], index - 1)}
                  joinsBelow={isSelected === true && has(selection?.selection ?? [], index + 1) && !hasSection(props, rows, index + 1)}
                  isPlaying={props.isPlaying?.(row) === true}
                  playingLabel={t('list.playing')}
                />
              </Fragment>
            )
          })}
        </div>
      </div>
      <ContextMenu at={interaction.menu?.at} entries={interaction.menu?.entries ?? []} onClose={interaction.closeMenu} />
    </>
  )
}

function hasSection<Row>(props: PlainTableProps<Row>, rows: readonly Row[], index: number): boolean {
  const row = rows[index]
  const section = row === undefined ? undefined : props.section?.(row, rows[index - 1])
  return section !== undefined && section !== null
}
