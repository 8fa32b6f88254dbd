import { type RefObject, useMemo } from 'react'
import { useElementWidth } from '../list/use-element-width.ts'
import { type Column, columnsInSight } from './column.ts'

/** The columns that fit in an element: the same array for as long as it says the same, so that rows drawn before are not drawn again. */
export function useColumnsInSight<Row>(columns: readonly Column<Row>[], hidden: ReadonlySet<string>, element: RefObject<HTMLElement | null>, rem: number): readonly Column<Row>[] {
  const width = useElementWidth(element) / rem
  return useMemo(() => columnsInSight(columns, hidden, width), [columns, hidden, width])
}
