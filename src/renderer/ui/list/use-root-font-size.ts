import { useSyncExternalStore } from 'react'

let known: number | undefined

/** Measured once and when it changes: measuring at every drawing would lay the page out anew each time. */
const read = (): number => (known ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16)

function subscribe(onChange: () => void): () => void {
  // A box one rem wide changes size exactly when the text size does.
  const probe = document.createElement('div')
  probe.setAttribute('aria-hidden', 'true')
  Object.assign(probe.style, { position: 'absolute', visibility: 'hidden', width: '1rem', height: '0', pointerEvents: 'none' })
  document.body.append(probe)
  const observer = new ResizeObserver(() => {
    known = undefined
    onChange()
  })
  observer.observe(probe)
  return () => {
    observer.disconnect()
    probe.remove()
  }
}

/** Pixels in one rem, now: rows that are placed by number must grow with the text. */
export function useRootFontSize(): number {
  return useSyncExternalStore(subscribe, read)
}
