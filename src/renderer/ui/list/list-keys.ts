/** A list as the keyboard sees it: `lanes` is 1 for rows, more for a grid; `page` the rows that fit in the window. */
export type ListShape = { readonly total: number; readonly lanes: number; readonly page: number }

/** Where a key leads from `active`; undefined when the key does not move. Ends are walls: nothing wraps round. */
export function moveByKey(key: string, active: number, { total, lanes, page }: ListShape): number | undefined {
  if (total === 0) return undefined
  const last = total - 1
  const clamp = (index: number): number => Math.min(last, Math.max(0, index))
  switch (key) {
    case 'ArrowDown': return down(active, lanes, last)
    case 'ArrowUp': return active < lanes ? active : active - lanes
    case 'ArrowRight': return lanes > 1 ? clamp(active + 1) : undefined
    case 'ArrowLeft': return lanes > 1 ? clamp(active - 1) : undefined
    case 'PageDown': return clamp(active + lanes * Math.max(1, page - 1))
    case 'PageUp': return clamp(active - lanes * Math.max(1, page - 1))
    case 'Home': return 0
    case 'End': return last
    default: return undefined
  }
}

/** From a full line above a short last one, down still leads to its end. */
function down(active: number, lanes: number, last: number): number {
  if (active + lanes <= last) return active + lanes
  return Math.floor(active / lanes) < Math.floor(last / lanes) ? last : active
}
