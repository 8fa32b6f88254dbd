import { memo } from 'react'
import { FilledIcon } from '../icon/FilledIcon.tsx'
import { LevelMark } from '../marks/LevelMark.tsx'
import type { Column, LeadColumn } from './column.ts'
import styles from './table.module.css'

export type TableRowProps<Row> = {
  index: number
  /** Position of the row among all rows, counting the head. */
  rowIndex: number
  row: Row | undefined
  /** Words only, while rows fly past. */
  isSketch?: boolean
  /** Pixels from the top of the rows; left out where rows stand one under the other. */
  top?: number | undefined
  columns: readonly Column<Row>[]
  lead: LeadColumn<Row> | undefined
  isActive: boolean
  isSelected: boolean | undefined
  /** The neighbours are chosen too, so the corners between them are square. */
  joinsAbove: boolean
  joinsBelow: boolean
  isPlaying: boolean
  playingLabel: string
}

function PlainTableRow<Row>(props: TableRowProps<Row>) {
  const { index, row, top, columns, lead, isPlaying } = props
  return (
    <div
      role="row"
      aria-rowindex={props.rowIndex}
      aria-selected={props.isSelected}
      data-index={index}
      data-selected={props.isSelected || undefined}
      data-joins-above={props.joinsAbove || undefined}
      data-joins-below={props.joinsBelow || undefined}
      data-playing={isPlaying || undefined}
      className={styles.row}
      tabIndex={props.isActive ? 0 : -1}
      style={top === undefined ? undefined : { position: 'absolute', top }}
    >
      {lead && (
        <div role="gridcell" className={styles.lead} data-align={lead.align}>
          {row !== undefined && !props.isSketch && (
            <>
              <span className={styles.leadRest}>{isPlaying ? <LevelMark /> : lead.cell(row, index)}</span>
              {isPlaying && <span className="vh">{props.playingLabel}</span>}
              <button type="button" tabIndex={-1} className={styles.leadPlay} aria-label={lead.playLabel(row)} onClick={() => lead.onPlay(index)}>
                <FilledIcon shape="play" size="s" />
              </button>
            </>
          )}
        </div>
      )}
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={styles.cell} data-align={column.align} data-tone={column.tone} title={row === undefined ? undefined : column.text?.(row)}>
          {row === undefined ? <span className={styles.ghost} /> : (props.isSketch ? column.text : (column.cell ?? column.text))?.(row)}
        </div>
      ))}
    </div>
  )
}

// `memo` forgets the type parameter; the cast gives it back.
export const TableRow = memo(PlainTableRow) as typeof PlainTableRow
