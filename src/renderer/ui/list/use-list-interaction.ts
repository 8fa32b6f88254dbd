import { type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { MenuPoint } from '../menu/ContextMenu.tsx'
import type { MenuEntry } from '../menu/menu-entry.ts'
import { has } from '../selection/selection.ts'
import type { SelectionControl } from '../selection/use-selection.ts'
import { moveByKey } from './list-keys.ts'
import { useTypeAhead } from './use-type-ahead.ts'

export type ListInteractionOptions = {
  root: RefObject<HTMLElement | null>
  total: number
  lanes: number
  /** Rows that fit in the window, asked when a page key is pressed. */
  page(): number
  initialActive: number
  /** Number of the first item in a count that goes on: where rows come in above, the active one stays the same row. */
  origin?: number
  selection: SelectionControl | undefined
  /** In rows moving chooses and a double click opens; tiles hold links, so a click opens and only Control and Shift choose. */
  kind: 'rows' | 'tiles'
  onOpen?: ((index: number) => void) | undefined
  onTypeAhead?: ((typed: string) => void) | undefined
  menu?: ((index: number) => readonly MenuEntry[]) | undefined
  scrollTo(index: number): void
}

type OpenMenu = { readonly at: MenuPoint; readonly entries: readonly MenuEntry[] }

const interactive = 'a, button, input, select, textarea'

function indexUnder(target: EventTarget | null): number | undefined {
  const item = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return item ? Number(item.dataset['index']) : undefined
}

/**
 * One tab stop for a whole list, as the grid pattern of ARIA wants it: the active item holds the focus, keys move it, choose,
 * open, find and call the menu. Items carry `data-index`; everything is heard on the list, so rows stay free of handlers.
 */
export function useListInteraction(options: ListInteractionOptions) {
  const { root, total, lanes, selection, onOpen, scrollTo, origin = 0 } = options
  const isChosenByMoving = options.kind === 'rows'
  const [wanted, setWanted] = useState(options.initialActive + origin)
  const [menu, setMenu] = useState<OpenMenu>()
  const focusNext = useRef(false)
  const typeAhead = useTypeAhead(options.onTypeAhead)
  const active = Math.min(Math.max(0, wanted - origin), Math.max(0, total - 1))
  const setActive = (index: number): void => setWanted(index + origin)

  const itemAt = (index: number): HTMLElement | null | undefined => root.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)

  useLayoutEffect(() => {
    if (!focusNext.current) return
    focusNext.current = false
    itemAt(active)?.focus({ preventScroll: true })
  })

  /** Goes to an item as the keyboard would: in sight, focused, and chosen where moving chooses. */
  function goTo(index: number): void {
    focusNext.current = true
    setActive(index)
    scrollTo(index)
    if (isChosenByMoving) selection?.only(index)
  }

  function move(event: KeyboardEvent, index: number): void {
    focusNext.current = true
    setActive(index)
    scrollTo(index)
    const mod = event.ctrlKey || event.metaKey
    if (event.shiftKey) selection?.extendTo(index, mod)
    else if (isChosenByMoving && !mod) selection?.only(index)
  }

  function openMenu(index: number, at: MenuPoint): void {
    if (!options.menu) return
    setActive(index)
    if (selection && !has(selection.selection, index)) {
      if (isChosenByMoving) selection.only(index)
      else selection.clear()
    }
    setMenu({ at, entries: options.menu(index) })
  }

  function besideItem(index: number): MenuPoint {
    const box = itemAt(index)?.getBoundingClientRect()
    return box ? { x: box.left + Math.min(32, box.width / 2), y: box.top + Math.min(box.height, 48) } : { x: 0, y: 0 }
  }

  function onKeyDown(event: KeyboardEvent): void {
    // The keys of a menu drawn elsewhere rise to the list it belongs to, and heads have keys of their own.
    const isOnItem = root.current?.contains(event.target as Node) && indexUnder(event.target) !== undefined
    if (!isOnItem && event.target !== root.current) return
    if (total === 0) return
    const mod = event.ctrlKey || event.metaKey
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenu(active, besideItem(active))
    else if (event.key === 'Enter' && onOpen && !(event.target instanceof Element && event.target.closest(interactive))) onOpen(active)
    else if (event.key === ' ' && mod) selection?.toggle(active)
    else if (event.key.toLowerCase() === 'a' && mod) selection?.all(total)
    else if (event.key === 'Escape' && selection && selection.count > 0) selection.clear()
    else {
      const next = moveByKey(event.key, active, { total, lanes, page: options.page() })
      if (next === undefined || event.altKey) {
        typeAhead(event)
        return
      }
      move(event, next)
    }
    event.preventDefault()
    event.stopPropagation()
  }

  function onMouseDown(event: MouseEvent): void {
    const index = indexUnder(event.target)
    if (index === undefined || event.button !== 0) return
    const mod = event.ctrlKey || event.metaKey
    if (!mod && !event.shiftKey && event.target instanceof Element && event.target.closest(interactive)) return
    setActive(index)
    if (!selection) return
    if (event.shiftKey) selection.extendTo(index, mod)
    else if (mod) selection.toggle(index)
    else if (isChosenByMoving && !has(selection.selection, index)) selection.only(index)
  }

  function onClickCapture(event: MouseEvent): void {
    const index = indexUnder(event.target)
    if (index === undefined) return
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      // Choosing, not following the link or pressing the button that happened to be there.
      event.preventDefault()
      event.stopPropagation()
    } else if (isChosenByMoving && selection && selection.count > 1 && !(event.target instanceof Element && event.target.closest(interactive))) {
      selection.only(index)
    }
  }

  function onDoubleClick(event: MouseEvent): void {
    const index = indexUnder(event.target)
    if (index !== undefined && isChosenByMoving && !(event.target as Element).closest(interactive)) onOpen?.(index)
  }

  function onContextMenu(event: MouseEvent): void {
    const index = indexUnder(event.target)
    if (index === undefined || !options.menu) return
    event.preventDefault()
    // From the keyboard the event has no place of its own.
    const isByKeyboard = event.clientX === 0 && event.clientY === 0
    openMenu(index, isByKeyboard ? besideItem(index) : { x: event.clientX, y: event.clientY })
  }

  function onFocus(event: FocusEvent): void {
    const index = indexUnder(event.target)
    if (index !== undefined && index !== active) setActive(index)
  }

  return {
    active,
    goTo,
    menu,
    closeMenu: () => setMenu(undefined),
    handlers: { onKeyDown, onMouseDown, onClickCapture, onDoubleClick, onContextMenu, onFocus },
  }
}
