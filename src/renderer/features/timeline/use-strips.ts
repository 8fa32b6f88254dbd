import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '#renderer/rpc.ts'
import type { DayStrip } from '#shared/contract/plays.contract.ts'

type From = { upTo?: number; olderThan?: number; newerThan?: number }
type Strips = { days: DayStrip[]; hasNewer: boolean; hasOlder: boolean }

const pageSize = 14
/** So many days are kept whichever way one goes. */
const mostPages = 6

/** Days with plays from a day on, growing at both ends. */
export function useStrips(day: number | undefined) {
  return useInfiniteQuery({
    ...api.plays.strips.infiniteOptions({
      input: (from: From) => ({ limit: pageSize, ...from }),
      initialPageParam: (day === undefined ? {} : { upTo: day }) as From,
      getNextPageParam: (page: Strips): From | undefined => {
        const last = page.days.at(-1)
        return page.hasOlder && last ? { olderThan: last.day } : undefined
      },
      getPreviousPageParam: (page: Strips): From | undefined => {
        if (!page.hasNewer) return undefined
        return { newerThan: page.days[0]?.day ?? 1_000_101 }
      },
      maxPages: mostPages,
    }),
    placeholderData: keepPreviousData,
  })
}
