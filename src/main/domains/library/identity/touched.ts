/**
 * Rows that are due something before the transaction ends: tracks and albums their counters and search text, artists a look
 * whether anything still names them.
 */
export type Touched = { trackIds: Set<number>; albumIds: Set<number>; artistIds: Set<number> }

export function nothingTouched(): Touched {
  return { trackIds: new Set(), albumIds: new Set(), artistIds: new Set() }
}
