import type { AppEvent } from '#shared/contract/events.contract.ts'
import { api, onConnectionStatus, rpc } from '#renderer/rpc.ts'
import { queryClient } from './query-client.ts'

type Listener = (event: AppEvent) => void

const listeners = new Set<Listener>()
const retryMs = 1_000

/** Hears every event of the core in this window. */
export function onAppEvent(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Which answers an event makes stale. */
function invalidate(event: AppEvent): void {
  const stale = (key: readonly unknown[]) => void queryClient.invalidateQueries({ queryKey: key })
  switch (event.type) {
    case 'library.changed':
      stale(api.catalogue.key())
      stale(api.search.key())
      stale(api.plays.key())
      stale(api.needle.current.key())
      stale(api.library.key())
      break
    case 'plays.recorded':
      stale(api.catalogue.key())
      stale(api.plays.key())
      break
    case 'plays.changed':
      stale(api.catalogue.key())
      stale(api.plays.key())
      stale(api.corrections.list.key())
      break
    case 'imports.changed':
      stale(api.imports.key())
      break
    case 'accounts.changed':
      stale(api.accounts.key())
      break
    case 'needle.changed':
      stale(api.needle.current.key())
      break
    case 'folders.changed':
      stale(api.library.key())
      break
    case 'jobs.changed':
      stale(api.jobs.key())
      break
    case 'backups.changed':
      stale(api.backups.key())
      break
    case 'queue.changed':
      stale(api.playback.queue.key())
      break
    case 'settings.changed':
      // A change of this window is shown already, and its own answer follows.
      if (queryClient.isMutating({ mutationKey: api.settings.update.mutationKey() }) === 0) queryClient.setQueryData(api.settings.get.queryKey(), event.settings)
      break
    case 'playback.changed':
      queryClient.setQueryData(api.playback.state.queryKey(), event.state)
      break
    case 'scan.progressed':
    case 'playback.commanded':
    case 'notice.raised':
    case 'navigation.requested':
      break
  }
}

async function listenOnce(signal: AbortSignal): Promise<void> {
  for await (const event of await rpc.events.listen(undefined, { signal })) {
    invalidate(event)
    for (const listener of listeners) listener(event)
  }
}

/** Listens for as long as the window lives; after every break all answers are asked again. */
export function startAppEvents(): void {
  let current: AbortController | undefined

  async function listen(): Promise<void> {
    current?.abort()
    const mine = new AbortController()
    current = mine
    while (!mine.signal.aborted) {
      try {
        await listenOnce(mine.signal)
        // The core ends a stream that is not read any more; what it told meanwhile was missed.
        void queryClient.invalidateQueries()
      } catch {
        // The connection broke; `onConnectionStatus` starts anew when it is back, and this loop covers a stream that ended alone.
      }
      await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
  }

  let wasOpen = false
  onConnectionStatus((status) => {
    if (status !== 'open') return
    if (wasOpen) void queryClient.invalidateQueries()
    wasOpen = true
    void listen()
  })
}
