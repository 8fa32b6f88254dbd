/** The side a printed position names: `B` of `B3`; null for plain numbers. */
export function sideOf(position: string): string | null {
  return /^([A-Z]{1,2})\d{0,2}$/.exec(position)?.[1] ?? null
}
