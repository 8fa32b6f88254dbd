import { expect, test } from 'vitest'
import type { AppEvent } from '#shared/contract/events.contract.ts'
import { createEvents } from './kernel/events.ts'
import { listenTo } from './listen.ts'

/** An event bus that counts who listens. */
function countedEvents() {
  const events = createEvents((error) => {
    throw error
  })
  const seen = { listeners: 0 }
  const counted = {
    ...events,
    subscribe: (listener: (event: AppEvent) => void) => {
      const unsubscribe = events.subscribe(listener)
      seen.listeners += 1
      return () => {
        seen.listeners -= 1
        unsubscribe()
      }
    },
  }
  return { events: counted, seen, publish: (path: string) => events.publish({ type: 'navigation.requested', path }) }
}

test('events come in order, also those told while the listener was busy', async () => {
  const { events, publish } = countedEvents()
  const stream = listenTo(events, undefined)
  const first = stream.next()
  publish('/1')
  publish('/2')
  expect([await first, await stream.next()]).toMatchObject([{ value: { path: '/1' } }, { value: { path: '/2' } }])
  const third = stream.next()
  publish('/3')
  expect(await third).toMatchObject({ value: { path: '/3' } })
  await stream.return()
})

test('leaving and aborting both let go of the bus, also before the first event', async () => {
  const { events, seen, publish } = countedEvents()
  const left = listenTo(events, undefined)
  const first = left.next()
  publish('/')
  await first
  await left.return()
  const abort = new AbortController()
  const waiting = listenTo(events, abort.signal).next()
  expect(seen.listeners).toBe(1)
  abort.abort()
  expect(await waiting).toEqual({ done: true, value: undefined })
  expect(await listenTo(events, abort.signal).next()).toEqual({ done: true, value: undefined })
  expect(seen.listeners).toBe(0)
})

test('a listener that has stopped reading is let go before it fills the memory', async () => {
  const { events, seen, publish } = countedEvents()
  const stream = listenTo(events, undefined)
  const first = stream.next()
  publish('/')
  await first
  for (let count = 0; count < 1_000; count += 1) publish('/')
  expect(await stream.next()).toEqual({ done: true, value: undefined })
  expect(seen.listeners).toBe(0)
})
