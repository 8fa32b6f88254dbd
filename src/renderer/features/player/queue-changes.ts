import { rpc } from '#renderer/rpc.ts'
import { showError } from '#renderer/ui/feedback/toast.tsx'

/** Does something to the queue; an error is said. */
export function changeQueue(work: Promise<unknown>): void {
  work.catch((error: unknown) => showError(error, { id: 'queue-failed' }))
}

/** Takes the last change of the queue back. */
export function undoQueue(): void {
  changeQueue(rpc.playback.undoQueue())
}
