import { useRouter, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { readAddress } from './journal-address.ts'
import type { JournalAddress } from './journal-address.ts'

/** What the page's address says, and a change of it: a new beginning can be gone back from, a filter takes the place of the one before. */
export function useJournalAddress(): [JournalAddress, (address: JournalAddress, options?: { isStep?: boolean }) => void] {
  const router = useRouter()
  const search = useSearch({ strict: false })
  const key = JSON.stringify(readAddress(search))
  const address = useMemo(() => JSON.parse(key) as JournalAddress, [key])
  const go = useCallback((next: JournalAddress, { isStep = false } = {}) => void router.navigate({ to: '/journal', search: next as never, replace: !isStep }), [router])
  return [address, go]
}
