import { useSyncExternalStore } from 'react'

const minute = 60_000

function subscribe(onChange: () => void): () => void {
  const timer = setInterval(onChange, minute)
  return () => clearInterval(timer)
}

const currentMinute = () => Math.floor(Date.now() / minute) * minute

/** The time to the minute, for words like *today*; redraws when it moves on. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, currentMinute)
}
