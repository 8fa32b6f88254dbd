import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Width of an element in pixels, followed as it changes; before it is known, `first`: enough for everything unless told. */
export function useElementWidth(element: RefObject<HTMLElement | null>, first = Number.POSITIVE_INFINITY): number {
  const [width, setWidth] = useState(first)
  useLayoutEffect(() => {
    const watched = element.current
    if (!watched) return
    // Drawn in the frame that found the width, so that no other layout is ever seen.
    const observer = new ResizeObserver(() => flushSync(() => setWidth(watched.clientWidth)))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return width
}
