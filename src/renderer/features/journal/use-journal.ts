import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#renderer/rpc.ts'
import type { JournalPage, JournalPlace, PlayRow } from '#shared/contract/plays.contract.ts'
import { filterOf } from './journal-address.ts'
import type { JournalAddress } from './journal-address.ts'

type From = { day?: number; olderThan?: JournalPlace; newerThan?: JournalPlace }

const pageSize = 100
/** So many pages are kept whichever way one scrolls; those at the other end are asked for again when one comes back. */
const mostPages = 6

function placeOf(play: PlayRow): JournalPlace {
  return { startedAt: play.startedAt, id: play.id }
}

/** The journal around a place, growing at both ends. */
export function useJournal({ day, ...address }: JournalAddress) {
  const key = JSON.stringify(address)
  const filter = useMemo(() => filterOf(JSON.parse(key) as JournalAddress), [key])
  return useInfiniteQuery({
    ...api.plays.journal.infiniteOptions({
      input: (from: From) => ({ filter, limit: pageSize, ...from }),
      initialPageParam: (day === undefined ? {} : { day }) as From,
      getNextPageParam: (page: JournalPage): From | undefined => {
        const last = page.items.at(-1)
        return page.hasOlder && last ? { olderThan: placeOf(last) } : undefined
      },
      getPreviousPageParam: (page: JournalPage): From | undefined => {
        if (!page.hasNewer) return undefined
        return { newerThan: page.items[0] ? placeOf(page.items[0]) : { startedAt: 0, id: 0 } }
      },
      maxPages: mostPages,
    }),
    placeholderData: keepPreviousData,
  })
}
