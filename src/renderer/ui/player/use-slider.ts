import { type KeyboardEvent, type PointerEvent, useState } from 'react'

export type SliderOptions = {
  value: number
  max: number
  /** What an arrow key moves by, and a page key. */
  step: number
  page: number
  isDisabled?: boolean
  /** While it is dragged, and once more when let go. */
  onPreview?(value: number): void
  onCommit(value: number): void
}

/** Where a pointer is along an element, 0..1; 0 for an element without width. */
function along(event: PointerEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect()
  return box.width === 0 ? 0 : Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
}

/** A slider by pointer and keyboard. The value is previewed while dragged and given once, on release; keys give it at once. */
export function useSlider({ value, max, step, page, isDisabled = false, onPreview, onCommit }: SliderOptions) {
  const [dragged, setDragged] = useState<number>()
  const shown = dragged ?? value

  function drag(event: PointerEvent<HTMLElement>): void {
    const next = along(event) * max
    setDragged(next)
    onPreview?.(next)
  }

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (isDisabled || event.button !== 0) return
    event.currentTarget.setPointerCapture?.(event.pointerId)
    drag(event)
  }

  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    if (dragged === undefined) return
    setDragged(undefined)
    onCommit(along(event) * max)
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const moves: Record<string, number> = {
      ArrowRight: shown + step, ArrowUp: shown + step, ArrowLeft: shown - step, ArrowDown: shown - step,
      PageUp: shown + page, PageDown: shown - page, Home: 0, End: max,
    }
    if (event.key === 'Escape' && dragged !== undefined) setDragged(undefined)
    const next = moves[event.key]
    if (isDisabled || next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    onCommit(Math.min(max, Math.max(0, next)))
  }

  return {
    shown,
    isDragging: dragged !== undefined,
    handlers: {
      onPointerDown,
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (dragged !== undefined) drag(event)
      },
      onPointerUp,
      onPointerCancel: () => setDragged(undefined),
      onKeyDown,
    },
  }
}
