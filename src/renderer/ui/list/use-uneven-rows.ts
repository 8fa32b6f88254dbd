import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

export type UnevenRowsOptions = {
  scroller: RefObject<HTMLElement | null>
  /** Where each row begins, in pixels, and the end of the last one: one more than there are rows. */
  offsets: readonly number[]
  /** Names the rows; the one at the top of the window stays where it is when rows come or go above it. */
  keys: readonly (string | number)[]
  /** At the very top the list shows what comes in rather than the row that was there. */
  isPinnedToTop: boolean
  /** Where the list was left; the same for as long as it lives. */
  initialOffset: number
  /** The list: another name is another list, which begins at its top. */
  listKey: string
}

type Range = { readonly start: number; readonly end: number }

/** Pixels drawn beyond each edge, and the step in which the window moves. */
const overscan = 400
const step = 120

/** The row that lies at an offset: the last one that begins there or before. */
export function rowAt(offsets: readonly number[], offset: number): number {
  let [low, high] = [0, Math.max(0, offsets.length - 2)]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((offsets[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * The rows in sight of a list that grows at both ends and whose rows have heights that are known without measuring.
 * What is added or dropped above the window moves nothing that is seen.
 */
export function useUnevenRows({ scroller, offsets, keys, isPinnedToTop, initialOffset, listKey }: UnevenRowsOptions) {
  const total = offsets.at(-1) ?? 0
  const [top, setTop] = useState(initialOffset)
  const [viewport, setViewport] = useState(() => window.innerHeight)
  const anchor = useRef<{ key: string | number; into: number; list: string } | undefined>(undefined)
  const shown = useRef({ offsets, keys })

  useLayoutEffect(() => {
    if (initialOffset > 0) scroller.current?.scrollTo({ top: initialOffset })
  }, [scroller, initialOffset])

  // Before the browser paints: the row that was at the top is put back there.
  useLayoutEffect(() => {
    shown.current = { offsets, keys }
    const element = scroller.current
    if (!element) return
    const held = anchor.current
    if (held && held.list !== listKey) {
      anchor.current = undefined
      element.scrollTop = 0
    } else if (held && !(isPinnedToTop && element.scrollTop === 0)) {
      const at = keys.indexOf(held.key)
      if (at !== -1) element.scrollTop = (offsets[at] ?? 0) + held.into
    }
    remember(element)
    setTop(quantised(element.scrollTop))
  }, [scroller, offsets, keys, isPinnedToTop, listKey])

  function remember(element: HTMLElement): void {
    const { offsets: places, keys: names } = shown.current
    const at = rowAt(places, element.scrollTop)
    const key = names[at]
    anchor.current = key === undefined ? undefined : { key, into: element.scrollTop - (places[at] ?? 0), list: listKey }
  }

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const follow = (): void => {
      remember(element)
      // Drawn within the frame that scrolled, so that a fast wheel never shows an empty list.
      flushSync(() => setTop(quantised(element.scrollTop)))
    }
    const observer = new ResizeObserver(() => queueMicrotask(() => setViewport(element.clientHeight)))
    element.addEventListener('scroll', follow, { passive: true })
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', follow)
      observer.disconnect()
    }
  }, [scroller, listKey])

  const range: Range = { start: rowAt(offsets, top - overscan), end: Math.min(keys.length, rowAt(offsets, top + step + viewport + overscan) + 1) }
  return {
    ...range,
    /** The row at the top of the window. */
    first: rowAt(offsets, top),
    height: total,
    /** Pixels between the window and the ends of the list. */
    above: top,
    below: total - top - viewport,
    /** Brings a row in sight by the shortest way; `head` pixels at the top are covered by what sticks there. */
    scrollTo(index: number, head: number): void {
      const element = scroller.current
      const [begin, end] = [offsets[index], offsets[index + 1]]
      if (!element || begin === undefined || end === undefined) return
      if (begin - head < element.scrollTop) element.scrollTo({ top: begin - head })
      else if (end > element.scrollTop + element.clientHeight) element.scrollTo({ top: end - element.clientHeight })
    },
  }
}

function quantised(offset: number): number {
  return Math.max(0, offset - (offset % step))
}
