import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react'

const pauseMs = 700

/** Whether a key may begin or continue a word: letters and digits begin one, and then spaces and signs belong to it. */
function belongs(key: string, typed: string): boolean {
  return [...key].length === 1 && (/[\p{L}\p{N}]/u.test(key) || typed !== '')
}

/**
 * Finds a row by typing the start of its name. Gives a key handler that answers whether it took the key;
 * `onType` gets what was typed so far, and a pause starts afresh.
 */
export function useTypeAhead(onType: ((typed: string) => void) | undefined): (event: KeyboardEvent) => boolean {
  const typed = useRef('')
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(pause.current), [])

  return useCallback(
    (event) => {
      if (!onType || event.ctrlKey || event.metaKey || event.altKey || !belongs(event.key, typed.current)) return false
      event.preventDefault()
      event.stopPropagation()
      clearTimeout(pause.current)
      pause.current = setTimeout(() => {
        typed.current = ''
      }, pauseMs)
      typed.current += event.key
      onType(typed.current)
      return true
    },
    [onType],
  )
}
