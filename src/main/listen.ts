import type { AppEvent } from '#shared/contract/events.contract.ts'
import type { Events } from './kernel/events.ts'

/** A window that falls this far behind has stopped reading: its stream ends and it asks for everything again. */
const mostWaiting = 1_000

/** Every event from now on, until the caller stops listening or its signal aborts. */
export async function* listenTo(events: Events, signal: AbortSignal | undefined): AsyncGenerator<AppEvent, void, void> {
  const waiting: AppEvent[] = []
  let wake: (() => void) | undefined
  const wakeUp = () => wake?.()
  const unsubscribe = events.subscribe((event) => {
    waiting.push(event)
    wakeUp()
  })
  signal?.addEventListener('abort', wakeUp)
  try {
    while (!signal?.aborted && waiting.length < mostWaiting) {
      const event = waiting.shift()
      if (event) yield event
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    unsubscribe()
    signal?.removeEventListener('abort', wakeUp)
  }
}
