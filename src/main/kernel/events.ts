import type { AppEvent } from '#shared/contract/events.contract.ts'

/** Told to every listener in the order published. */
export type Events = {
  publish(event: AppEvent): void
  /** At most one event of this kind in 100 ms; the last one wins and always arrives. */
  publishSoon(event: AppEvent): void
  subscribe(listener: (event: AppEvent) => void): () => void
  /** Delivers what `publishSoon` still holds; used before stopping. */
  flush(): void
}

const coalesceMs = 100

/** An in-process event bus. A listener that throws is reported to `onError` and does not stop the others. */
export function createEvents(onError: (error: unknown) => void): Events {
  const listeners = new Set<(event: AppEvent) => void>()
  const held = new Map<AppEvent['type'], AppEvent>()
  const timers = new Map<AppEvent['type'], NodeJS.Timeout>()

  function publish(event: AppEvent): void {
    for (const listener of listeners) {
      try {
        listener(event)
      } catch (error) {
        onError(error)
      }
    }
  }

  function deliver(type: AppEvent['type']): void {
    timers.delete(type)
    const event = held.get(type)
    if (!event) return
    held.delete(type)
    publish(event)
    hold(type)
  }

  function hold(type: AppEvent['type']): void {
    const timer = setTimeout(() => deliver(type), coalesceMs)
    timer.unref()
    timers.set(type, timer)
  }

  return {
    publish,
    publishSoon: (event) => {
      if (timers.has(event.type)) {
        held.set(event.type, event)
        return
      }
      publish(event)
      hold(event.type)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    flush: () => {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      for (const event of held.values()) publish(event)
      held.clear()
    },
  }
}
