import { useState } from 'react'

const key = 'sillon.rail-folded'

/** Whether the rail shows icons only; kept in this window's own storage. */
export function useRailFold(): [boolean, (isFolded: boolean) => void] {
  const [isFolded, setFolded] = useState(() => localStorage.getItem(key) === 'yes')
  return [
    isFolded,
    (next) => {
      localStorage.setItem(key, next ? 'yes' : 'no')
      setFolded(next)
    },
  ]
}
