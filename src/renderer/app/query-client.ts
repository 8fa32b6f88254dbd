import { notifyManager, QueryClient } from '@tanstack/react-query'
import { isAppError } from '#shared/errors.ts'

// An answer is drawn in the frame that brought it; by itself it would wait for a timer.
notifyManager.setScheduler(queueMicrotask)

/** Answers stay good until an event says otherwise, so nothing is asked again by itself. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && isAppError(error, 'unavailable'),
    },
    mutations: { retry: false },
  },
})
