/** Whether a side is named by letters, as on a record, and not by the number of a disc. */
export function isLetter(side: string): boolean {
  return /^[A-Z]/.test(side)
}
