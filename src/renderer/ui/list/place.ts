import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** Where a list was left: pixels scrolled, and the row that held the focus. */
export type Place = { readonly offset: number; readonly active: number }

/** Lives as long as the window. */
const places = new Map<string, Place>()

/** Where the list of this name was left, or its beginning. */
export function recallPlace(name: string | undefined): Place {
  return (name === undefined ? undefined : places.get(name)) ?? { offset: 0, active: 0 }
}

/** Keeps the place of a list when it goes. */
export function useRememberPlace(name: string | undefined, scroller: RefObject<HTMLElement | null>, active: number): void {
  const last = useRef(active)
  useEffect(() => {
    last.current = active
  })
  // A layout effect is undone while the scroller still stands in the document and knows how far it was scrolled.
  useLayoutEffect(() => {
    const element = scroller.current
    return () => {
      if (name !== undefined && element) places.set(name, { offset: element.scrollTop, active: last.current })
    }
  }, [name, scroller])
}
