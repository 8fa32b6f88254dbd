const mostDropped = 20
const longestPath = 4_096

/** The paths of what was dropped on the window, as far as they can be any. */
export function readDroppedPaths(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.filter((path): path is string => typeof path === 'string' && path !== '' && path.length <= longestPath).slice(0, mostDropped)
}
