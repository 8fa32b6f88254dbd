import { type CSSProperties, type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { recallPlace, useRememberPlace } from '../list/place.ts'
import type { RowSource } from '../list/row-source.ts'
import { useElementWidth } from '../list/use-element-width.ts'
import { useListInteraction } from '../list/use-list-interaction.ts'
import { useRootFontSize } from '../list/use-root-font-size.ts'
import { useWindowedRows } from '../list/use-windowed-rows.ts'
import { ContextMenu } from '../menu/ContextMenu.tsx'
import type { MenuEntry } from '../menu/menu-entry.ts'
import { has } from '../selection/selection.ts'
import type { SelectionControl } from '../selection/use-selection.ts'
import type { ListHandle } from '../table/VirtualTable.tsx'
import { gridShape } from './grid-shape.ts'
import styles from './VirtualGrid.module.css'

export type VirtualGridProps<Item> = {
  /** Spoken name of the grid. */
  label: string
  source: RowSource<Item>
  /** Draws one item; undefined while it is being fetched or flies past. Width in pixels, for covers. */
  renderItem(item: Item | undefined, index: number, width: number): ReactNode
  /** Least width of an item, and the height of what stands under its square picture, in pixels at normal text size. */
  itemWidth?: number
  captionHeight?: number
  selection?: SelectionControl
  onOpen?(index: number): void
  onTypeAhead?(typed: string): void
  menu?(index: number): readonly MenuEntry[]
  /** Where the grid was left is kept under this name; another name is another list, so give the grid a `key` as well. */
  placeKey?: string
  ref?: Ref<ListHandle>
}

/** Tiles of equal size, any number of them: windowed line by line, walked by the arrow keys in both directions. */
export function VirtualGrid<Item>({ ref, ...props }: VirtualGridProps<Item>) {
  const { source, selection, placeKey, itemWidth = 140, captionHeight = 46 } = props
  const rem = useRootFontSize() / 16
  const scroller = useRef<HTMLDivElement>(null)
  const [place] = useState(() => recallPlace(placeKey))
  const width = useElementWidth(scroller)
  const shape = gridShape(Number.isFinite(width) ? width : 0, itemWidth * rem, captionHeight * rem)
  const { lanes } = shape

  const interaction = useListInteraction({
    root: scroller,
    total: source.total,
    lanes,
    page: () => Math.floor((scroller.current?.clientHeight ?? 0) / shape.lineHeight),
    initialActive: place.active,
    selection,
    kind: 'tiles',
    onOpen: props.onOpen,
    onTypeAhead: props.onTypeAhead,
    menu: props.menu,
    scrollTo: (index) => lines.scrollTo(Math.floor(index / lanes), 'nearest'),
  })
  const { active } = interaction
  const lines = useWindowedRows({
    scroller,
    total: source.total,
    lanes,
    height: shape.lineHeight,
    keep: Math.floor(active / lanes),
    initialOffset: place.offset,
    onRange: source.onRange,
  })
  useRememberPlace(placeKey, scroller, active)
  useImperativeHandle(ref, () => ({ show: (index) => lines.scrollTo(Math.floor(index / lanes), 'top'), goTo: interaction.goTo }))

  return (
    <>
      <div
        ref={scroller}
        role="grid"
        tabIndex={-1}
        aria-label={props.label}
        aria-rowcount={Math.ceil(source.total / lanes)}
        aria-colcount={lanes}
        aria-multiselectable={selection ? true : undefined}
        className={styles.scroller}
        style={{ '--lanes': lanes, '--line': `${shape.lineHeight}px` } as CSSProperties}
        {...interaction.handlers}
      >
        <div role="rowgroup" className={styles.body} style={{ height: lines.height }}>
          {lines.indexes.map((line) => (
            <div key={line} role="row" aria-rowindex={line + 1} className={styles.line} style={{ top: lines.top(line) }}>
              {Array.from({ length: Math.min(lanes, source.total - line * lanes) }, (_, lane) => line * lanes + lane).map((index) => (
                <div
                  key={index}
                  role="gridcell"
                  aria-colindex={(index % lanes) + 1}
                  aria-selected={selection && has(selection.selection, index)}
                  data-index={index}
                  tabIndex={index === active ? 0 : -1}
                  className={styles.item}
                >
                  {props.renderItem(lines.isSketch(line) ? undefined : source.row(index), index, shape.itemWidth)}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
      <ContextMenu at={interaction.menu?.at} entries={interaction.menu?.entries ?? []} onClose={interaction.closeMenu} />
    </>
  )
}
