import { keepPreviousData, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { createStore, type StoreApi } from 'zustand'
import type { RowSource } from '#renderer/ui/list/row-source.ts'

/** One stretch of a list as the contract answers it. */
export type ListWindow<Row> = { total: number; version: number; items: Row[] }

/** A list of the contract: its query key without the window, and how a window is asked for. */
export type ListDefinition<Row> = {
  key: readonly unknown[]
  load(offset: number, limit: number, signal: AbortSignal): Promise<ListWindow<Row>>
}

/** The first row in sight, for what follows the list without being drawn at every step of it. */
export type TopRow = StoreApi<{ row: number }>

export type ListSource<Row> = {
  source: RowSource<Row>
  top: TopRow
  /** Null until the first window has arrived. */
  total: number | null
  error: Error | null
  retry(): void
}

const pageSize = 100
/** Rows asked for beyond those in sight, so that a page is there before it is reached. */
const ahead = 60

type Range = { first: number; last: number }

/**
 * Rows of a list that is never whole on this side: pages of 100 are asked for where the list is looked at, and stay
 * cached until the library changes.
 */
export function useListSource<Row>({ key, load }: ListDefinition<Row>): ListSource<Row> {
  const client = useQueryClient()
  const [range, setRange] = useState<Range>({ first: 0, last: 0 })
  const [top] = useState(() => createStore(() => ({ row: 0 })))
  const pageKey = useCallback((page: number) => [...key, { page }], [key])

  const pages = Array.from({ length: range.last - range.first + 1 }, (_, index) => range.first + index)
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: pageKey(page),
      queryFn: ({ signal }: { signal: AbortSignal }) => load(page * pageSize, pageSize, signal),
      placeholderData: keepPreviousData,
    })),
  })

  const known = results.find((result) => result.data && !result.isPlaceholderData)?.data ?? results.find((result) => result.data)?.data
  const firstPage = client.getQueryData<ListWindow<Row>>(pageKey(0))
  const total = known?.total ?? firstPage?.total ?? null
  const failed = results.find((result) => result.error)

  const onRange = useCallback((start: number, end: number) => {
    top.setState({ row: start })
    const first = Math.floor(Math.max(0, start - ahead) / pageSize)
    const last = Math.floor((Math.max(start, end - 1) + ahead) / pageSize)
    setRange((current) => (current.first === first && current.last === last ? current : { first, last }))
  }, [top])

  // Changes whenever rows came in, and makes a new source then, so that the list draws them.
  const arrivedAt = Math.max(...results.map((result) => result.dataUpdatedAt))
  const source = useMemo<RowSource<Row>>(() => {
    // Looked up once a page: the cache finds a page by writing its whole key out, and a list asks for every row each time it is drawn.
    const pages = new Map<number, Row[]>()
    const itemsOf = (page: number): Row[] => {
      const items = pages.get(page) ?? (arrivedAt === 0 ? [] : (client.getQueryData<ListWindow<Row>>(pageKey(page))?.items ?? []))
      pages.set(page, items)
      return items
    }
    return { total: total ?? 0, row: (index) => itemsOf(Math.floor(index / pageSize))[index % pageSize], onRange }
  }, [total, client, pageKey, onRange, arrivedAt])
  return { source, top, total, error: total === null ? (failed?.error ?? null) : null, retry: () => void failed?.refetch() }
}
