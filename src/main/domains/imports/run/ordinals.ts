/** Equal rows lie near each other, as files are in the order of time: only so many are remembered. */
const remembered = 50_000

/** How many equal rows came before, within what is remembered: the same for the same file each time. */
export function openOrdinals(): (key: string) => number {
  let recent = new Map<string, number>()
  let older = new Map<string, number>()
  return (key) => {
    const ordinal = recent.get(key) ?? older.get(key) ?? 0
    recent.set(key, ordinal + 1)
    if (recent.size >= remembered) {
      older = recent
      recent = new Map()
    }
    return ordinal
  }
}
