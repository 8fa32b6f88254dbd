import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'

export type QueueDragOptions = {
  scroller: RefObject<HTMLElement | null>
  rowHeight: number
  total: number
  /** The row was let go before another; `before` is the total at the end. */
  onDrop(index: number, before: number): void
}

export type QueueDrag = { readonly index: number; readonly before: number }

/** This near an edge, in rows, the list scrolls under the pointer. */
const edgeRows = 1
const scrollPerFrame = 12

/** Ordering by pointer: rows are taken by what carries `data-grip`, and the list scrolls when the pointer nears an edge. */
export function useQueueDrag({ scroller, rowHeight, total, onDrop }: QueueDragOptions) {
  const [drag, setDrag] = useState<QueueDrag>()
  const pointerY = useRef(0)
  const isDragging = drag !== undefined

  function follow(): void {
    const element = scroller.current
    if (!element) return
    const inList = pointerY.current - element.getBoundingClientRect().top + element.scrollTop
    const before = Math.min(total, Math.max(0, Math.round(inList / rowHeight)))
    setDrag((current) => (current === undefined || current.before === before ? current : { ...current, before }))
  }

  useEffect(() => {
    const element = scroller.current
    if (!isDragging || !element) return
    let frame = requestAnimationFrame(function step() {
      const { top, bottom } = element.getBoundingClientRect()
      const edge = edgeRows * rowHeight
      if (pointerY.current < top + edge) element.scrollTop -= scrollPerFrame
      else if (pointerY.current > bottom - edge) element.scrollTop += scrollPerFrame
      frame = requestAnimationFrame(step)
    })
    const cancel = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setDrag(undefined)
    }
    element.addEventListener('scroll', follow)
    window.addEventListener('keydown', cancel)
    return () => {
      cancelAnimationFrame(frame)
      element.removeEventListener('scroll', follow)
      window.removeEventListener('keydown', cancel)
    }
  })

  return {
    drag,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const grip = event.target instanceof Element ? event.target.closest('[data-grip]') : null
        const row = grip?.closest<HTMLElement>('[data-index]')
        if (event.button !== 0 || !row) return
        event.currentTarget.setPointerCapture(event.pointerId)
        pointerY.current = event.clientY
        const index = Number(row.dataset['index'])
        setDrag({ index, before: index })
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (!isDragging) return
        pointerY.current = event.clientY
        follow()
      },
      onPointerUp: () => {
        if (drag && drag.before !== drag.index && drag.before !== drag.index + 1) onDrop(drag.index, drag.before)
        setDrag(undefined)
      },
      onPointerCancel: () => setDrag(undefined),
    },
  }
}
