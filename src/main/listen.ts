import type { AppEvent } from '#shared/contract/events.contract.ts'
import type { Events } from './kernel/events.ts'

/** A window that falls this far behind has stopped reading: its stream ends, and it asks for everything again. */
const mostWaiting = 1_000

/** Every event from now on, until the caller stops listening or its signal aborts. */
export async function* listenTo(events: Events, signal: AbortSignal | undefined): AsyncGenerator<AppEvent, void, void> {
  const waiting: AppEvent[] = []
  let news = Promise.withResolvers<void>()
  const wake = (): void => news.resolve()
  const unsubscribe = events.subscribe((event) => {
    waiting.push(event)
    wake()
  })
  signal?.addEventListener('abort', wake)
  try {
    while (waiting.length < mostWaiting) {
      if (signal?.aborted) return
      const event = waiting.shift()
      if (event) {
        yield event
        continue
      }
      await news.promise
      news = Promise.withResolvers()
    }
  } finally {
    unsubscribe()
    signal?.removeEventListener('abort', wake)
  }
}
