import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { Icon } from '../icon/Icon.tsx'
import { type Column, type LeadColumn, nextSort, type Sort } from './column.ts'
import styles from './table.module.css'

export type TableHeadProps<Row> = {
  columns: readonly Column<Row>[]
  lead: LeadColumn<Row> | undefined
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
}

export function TableHead<Row>({ columns, lead, sort, onSort }: TableHeadProps<Row>) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {lead && (
          <div role="columnheader" className={styles.headCell}>
            {lead.head ?? <span className="vh">{lead.label}</span>}
          </div>
        )}
        {columns.map((column) => {
          const isSorted = sort?.column === column.id
          const words = column.headIcon ? <span title={column.label}>{column.headIcon}<span className="vh">{column.label}</span></span> : column.label
          return (
            <div
              key={column.id}
              role="columnheader"
              className={styles.headCell}
              data-align={column.align}
              aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
            >
              {column.sort && onSort ? (
                <button type="button" className={styles.sorter} data-sorted={isSorted || undefined} onClick={() => onSort(nextSort(column, sort))}>
                  <span className="clip">{words}</span>
                  {isSorted && <Icon of={sort.isDescending ? IconChevronDown : IconChevronUp} size="xs" />}
                </button>
              ) : (
                words
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
