import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

export type WindowedRowsOptions = {
  scroller: RefObject<HTMLElement | null>
  /** Items of the list, and how many of them share a row. */
  total: number
  lanes: number
  /** Height of every row in pixels. */
  height: number
  /** What stands above the rows inside the scroller and stays there: a head. */
  head?: number
  /** The row kept in the document wherever the window is, because it holds the focus. */
  keep: number
  /** Where the list was left; the same for as long as the list lives. */
  initialOffset: number
  /** Told which items are in sight, end exclusive. */
  onRange(start: number, end: number): void
}

/** Rows drawn beyond each edge, and the step in which the window moves: scrolling redraws once in so many rows. */
const overscan = 8
const step = 4

/** Two strides of so many pixels running are a fling, faster than one can read: what comes in sight is only sketched, until so many milliseconds of rest. */
const stride = 90
const restMs = 80

type Range = { readonly start: number; readonly end: number }
/** The rows in the document, and during a fling those that were there before it. */
type View = Range & { readonly calm?: Range }

function rangeAt(offset: number, viewport: number, height: number): Range {
  const start = Math.max(0, Math.floor(offset / height) - overscan)
  const end = Math.ceil((offset + viewport) / height) + overscan
  return { start: start - (start % step), end: end + step - (end % step) }
}

/**
 * The rows in sight of a long list of equal rows. Arithmetic only: no row is ever measured or remembered, so a list of
 * 250,000 opens, grows and is sorted at no cost, which a virtualizer for rows of any height cannot offer.
 */
export function useWindowedRows({ scroller, total, lanes, height, head = 0, keep, initialOffset, onRange }: WindowedRowsOptions) {
  const count = Math.ceil(total / lanes)
  // Until the scroller has been laid out, it is taken to be as high as the window, which is never too little.
  const [view, setView] = useState<View>(() => rangeAt(initialOffset, window.innerHeight, height))

  useLayoutEffect(() => {
    if (initialOffset > 0) scroller.current?.scrollTo({ top: initialOffset })
  }, [scroller, initialOffset])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let [last, strides] = [element.scrollTop, 0]
    let rest: ReturnType<typeof setTimeout>
    const draw = (isFling: boolean): void => {
      const next = rangeAt(element.scrollTop, element.clientHeight, height)
      // Drawn within the frame that scrolled, so that a fast wheel never shows an empty list.
      flushSync(() => {
        setView((current) => {
          if (isFling) return { ...next, calm: current.calm ?? current }
          return current.start === next.start && current.end === next.end && !current.calm ? current : next
        })
      })
    }
    const follow = (): void => {
      strides = Math.abs(element.scrollTop - last) > stride ? strides + 1 : 0
      last = element.scrollTop
      clearTimeout(rest)
      if (strides > 1) rest = setTimeout(() => draw(false), restMs)
      draw(strides > 1)
    }
    element.addEventListener('scroll', follow, { passive: true })
    const observer = new ResizeObserver(() => queueMicrotask(() => draw(false)))
    observer.observe(element)
    return () => {
      clearTimeout(rest)
      element.removeEventListener('scroll', follow)
      observer.disconnect()
    }
  }, [scroller, height])

  const start = Math.min(view.start, count)
  const end = Math.min(view.end, count)
  useEffect(() => {
    if (end > start) onRange(start * lanes, Math.min(end * lanes, total))
  }, [onRange, start, end, lanes, total])

  const indexes = Array.from({ length: end - start }, (_, at) => start + at)
  if (keep < count && (keep < start || keep >= end)) indexes.push(keep)

  return {
    indexes,
    /** Height of all rows in pixels. */
    height: count * height,
    top: (index: number): number => index * height,
    /** Whether a row came in sight during a fling, and its words are enough for now. */
    isSketch: (index: number): boolean => view.calm !== undefined && (index < view.calm.start || index >= view.calm.end),
    /** Brings a row in sight by the shortest way, or to the top. */
    scrollTo(index: number, place: 'nearest' | 'top'): void {
      const element = scroller.current
      if (!element) return
      const [above, below] = [index * height, (index + 1) * height + head - element.clientHeight]
      if (place === 'top' || element.scrollTop > above) element.scrollTo({ top: above })
      else if (element.scrollTop < below) element.scrollTo({ top: below })
    },
  }
}
