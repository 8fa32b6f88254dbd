/** Where each letter begins in a list, as the contract answers it. */
export type Letters = readonly { letter: string; offset: number }[]

/** Of a list without names, or until they are known. */
export const noLetters: Letters = []

const alphabet = ['#', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '…']

/** The whole alphabet, and which letters the list has names under. */
export function alphabetOf(letters: Letters): { letter: string; isThere: boolean }[] {
  const there = new Set(letters.map(({ letter }) => letter))
  return alphabet.filter((letter) => letter !== '…' || there.has('…')).map((letter) => ({ letter, isThere: there.has(letter) }))
}

/** The letter that a row stands under; in a list turned round a letter's first row is the one met first. */
export function letterAt(letters: Letters, row: number): string | undefined {
  let nearest: Letters[number] | undefined
  for (const each of letters) if (each.offset <= row && (nearest === undefined || each.offset > nearest.offset)) nearest = each
  return nearest?.letter
}
