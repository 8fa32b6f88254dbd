import { useEffect } from 'react'
import type { CommandId } from './commands.ts'

type Handler = () => void

const handlers = new Map<CommandId, Handler[]>()

/** Runs a command by its newest handler; false when nothing in the window offers it. */
export function runCommand(id: CommandId): boolean {
  const handler = handlers.get(id)?.at(-1)
  handler?.()
  return handler !== undefined
}

/** True when something in the window offers the command now. */
export function isOffered(id: CommandId): boolean {
  return (handlers.get(id)?.length ?? 0) > 0
}

/** Offers a command for as long as the component stands; the newest offer wins. */
export function useCommand(id: CommandId, handler: Handler): void {
  useEffect(() => {
    handlers.set(id, [...(handlers.get(id) ?? []), handler])
    return () => {
      handlers.set(id, (handlers.get(id) ?? []).filter((other) => other !== handler))
    }
  }, [id, handler])
}
