import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
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

/** Which row is at the top of the window, and how far into it; `top` is where that was. */
type Held = { readonly key: string | number | undefined; readonly into: number; readonly top: number; readonly list: string }

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
  const [viewport, setViewport] = useState(() => window.innerHeight)
  // Redraws once in so many pixels; what is exact stands beside it.
  const [held, setHeld] = useState<Held>({ key: undefined, into: 0, top: initialOffset, list: listKey })
  const exact = useRef(held)

  const topOf = useCallback(
    ({ key, into, top, list }: Held): number => {
      if (list !== listKey || (top === 0 && isPinnedToTop)) return 0
      const at = key === undefined ? -1 : keys.indexOf(key)
      return at === -1 ? Math.min(top, total) : (offsets[at] ?? 0) + into
    },
    [offsets, keys, total, isPinnedToTop, listKey],
  )
  const hold = useCallback(
    (top: number): Held => {
      const at = rowAt(offsets, top)
      return { key: keys[at], into: top - (offsets[at] ?? 0), top, list: listKey }
    },
    [offsets, keys, listKey],
  )

  // Before the browser paints: the row that was at the top is put back there.
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    element.scrollTo({ top: topOf(exact.current) })
    exact.current = hold(element.scrollTop)
  }, [scroller, topOf, hold])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const follow = (): void => {
      exact.current = hold(element.scrollTop)
      // Drawn within the frame that scrolled, so that a fast wheel never shows an empty list.
      flushSync(() => setHeld((before) => (stepOf(topOf(before)) === stepOf(exact.current.top) && before.list === listKey ? before : exact.current)))
    }
    const observer = new ResizeObserver(() => queueMicrotask(() => setViewport(element.clientHeight)))
    element.addEventListener('scroll', follow, { passive: true })
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', follow)
      observer.disconnect()
    }
  }, [scroller, topOf, hold, listKey])

  const top = stepOf(topOf(held)) * step
  return {
    /** The rows to draw, end exclusive. */
    start: rowAt(offsets, top - overscan),
    end: Math.min(keys.length, rowAt(offsets, top + step + viewport + overscan) + 1),
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

function stepOf(offset: number): number {
  return Math.max(0, Math.floor(offset / step))
}
