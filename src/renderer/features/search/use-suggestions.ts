import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#renderer/rpc.ts'

/** What the library offers for the letters typed so far; the last answer stays until the next is there. */
export function useSuggestions(text: string, isWanted: boolean) {
  const wanted = text.trim()
  return useQuery({
    ...api.search.suggest.queryOptions({ input: { text: wanted, limit: 6 } }),
    enabled: isWanted && wanted.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  })
}
