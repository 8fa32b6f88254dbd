import { type RefObject, useEffect, useState } from 'react'

/** Width of an element in pixels, followed as it changes; before it is known, `first`: enough for everything unless told. */
export function useElementWidth(element: RefObject<HTMLElement | null>, first = Number.POSITIVE_INFINITY): number {
  const [width, setWidth] = useState(first)
  useEffect(() => {
    const watched = element.current
    if (!watched) return
    const observer = new ResizeObserver(() => setWidth(watched.clientWidth))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return width
}
