import type { ReactNode } from 'react'

export type Column<Row> = {
  readonly id: string
  /** Head of the column, in words: drawn unless there is `headIcon`, spoken always. */
  readonly label: string
  readonly headIcon?: ReactNode
  /** A CSS grid track: `36px`, `minmax(0, 1.5fr)`; pixels are at normal text size. */
  readonly width: string
  readonly align?: 'end'
  /** Direction of the first click on its head; without it the column does not sort. */
  readonly sort?: 'ascending' | 'descending'
  /** The column leaves when the table is narrower than this, in pixels at normal text size. */
  readonly from?: number
  /** Cannot be switched off in the chooser. */
  readonly isFixed?: boolean
  /** `main` for what the row is called, `quiet` for all else. */
  readonly tone?: 'main' | 'quiet'
  /** The words of the cell, shown whole on hover when cut. */
  readonly text?: (row: Row) => string
  /** What is drawn, where it is more than words. */
  readonly cell?: (row: Row) => ReactNode
}

export type Sort = { readonly column: string; readonly isDescending: boolean }

/** The first cell: a cover or a position that becomes a play mark under the pointer and a level mark while playing. */
export type LeadColumn<Row> = {
  readonly label: string
  readonly head?: ReactNode
  readonly width: string
  /** Positions stand at the left, covers in the middle. */
  readonly align?: 'start'
  readonly cell: (row: Row, index: number) => ReactNode
  readonly playLabel: (row: Row) => string
  readonly onPlay: (index: number) => void
}

/** The columns that fit in a width (pixels at normal text size) and are not switched off. */
export function columnsInSight<Row>(columns: readonly Column<Row>[], hidden: ReadonlySet<string>, width: number): Column<Row>[] {
  return columns.filter((column) => (column.isFixed || !hidden.has(column.id)) && (column.from === undefined || width >= column.from))
}

/** Tracks for `grid-template-columns`, with pixels turned to rem so that columns grow with their text. */
export function gridTracks<Row>(columns: readonly Column<Row>[], lead: LeadColumn<Row> | undefined): string {
  const widths = [...(lead ? [lead.width] : []), ...columns.map((column) => column.width)]
  return widths.map((width) => width.replace(/(\d+(?:\.\d+)?)px/g, (_, pixels: string) => `${Number(pixels) / 16}rem`)).join(' ')
}

/** What a click on a head asks for: the column's own first direction, then the other one. */
export function nextSort<Row>(column: Column<Row>, current: Sort | undefined): Sort {
  return { column: column.id, isDescending: current?.column === column.id ? !current.isDescending : column.sort === 'descending' }
}
