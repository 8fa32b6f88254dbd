import { useEffect, useState } from 'react'
import { onConnectionStatus } from '#renderer/rpc.ts'

/** A break shorter than this is mended before anyone notices. */
const patienceMs = 1_000

/** Whether the core answers; false only once a break has lasted. */
export function useConnection(): boolean {
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onConnectionStatus((status) => {
      clearTimeout(timer)
      if (status === 'open') setLost(false)
      else timer = setTimeout(() => setLost(true), patienceMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return !isLost
}
