import { messageOf } from '#shared/errors.ts'
import { rpc } from '#renderer/rpc.ts'
import { showToast } from '#renderer/ui/feedback/toast.tsx'

/** Does something to the queue; an error is said. */
export function changeQueue(work: Promise<unknown>): void {
  work.catch((error: unknown) => showToast({ id: 'queue-failed', message: messageOf(error) }))
}

/** Takes the last change of the queue back. */
export function undoQueue(): void {
  changeQueue(rpc.playback.undoQueue())
}
