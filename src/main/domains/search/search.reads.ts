import { defineRead } from '#main/kernel/db/reads.ts'
import { rowsByIds } from '#main/domains/catalogue/rows.service.ts'
import { suggest } from './suggest.ts'

export const suggestions = defineRead('search.suggestions', (db, asked: { text: string; limit: number; now: number }) => {
  const { top, corrected, ...ids } = suggest(db, asked)
  return { ...rowsByIds(db, ids), top, corrected }
})
