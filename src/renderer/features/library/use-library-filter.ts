import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { api } from '#renderer/rpc.ts'
import type { Told } from '#shared/messages/say.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { readFilter, ruleOf } from './library-filter.ts'
import type { LibraryFilter } from './library-filter.ts'

/** The filter in the page's address, the rule it means, and a change of it. */
export function useLibraryFilter(): { filter: LibraryFilter; where: RuleGroup; problems: readonly { told: Told }[]; setFilter(filter: LibraryFilter): void } {
  const router = useRouter()
  const search = useSearch({ strict: false })
  const key = JSON.stringify(readFilter(search))
  const filter = useMemo(() => JSON.parse(key) as LibraryFilter, [key])
  const text = filter.q ?? ''
  const { data: parsed } = useQuery({ ...api.search.parse.queryOptions({ input: { text } }), enabled: text !== '', placeholderData: keepPreviousData })
  const words = text === '' ? undefined : parsed?.where
  const where = useMemo(() => ruleOf(filter, words), [filter, words])
  return {
    filter,
    where,
    problems: text === '' ? [] : (parsed?.problems ?? []),
    setFilter: useCallback((next) => void router.navigate({ to: '.', search: next as never, replace: true }), [router]),
  }
}
