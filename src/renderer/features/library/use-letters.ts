import type { RefObject } from 'react'
import type { ListHandle } from '#renderer/ui/table/VirtualTable.tsx'

/** Where each letter begins in a list, as the contract answers it. */
export type Letters = readonly { letter: string; offset: number }[]

const alphabet = ['#', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '…']

/** What the alphabet bar of a list needs; in a list turned round a letter's first row is the one met first. */
export function alphabetOf(letters: Letters, top: number): { letters: { letter: string; isThere: boolean }[]; current: string | undefined } {
  const there = new Map(letters.map(({ letter, offset }) => [letter, offset]))
  const current = letters.filter(({ offset }) => offset <= top).toSorted((left, right) => right.offset - left.offset)[0]?.letter
  return { letters: alphabet.filter((letter) => letter !== '…' || there.has('…')).map((letter) => ({ letter, isThere: there.has(letter) })), current }
}

/** Brings the first row of a letter to the top. */
export function jumpTo(list: RefObject<ListHandle | null>, letters: Letters, letter: string): void {
  const target = letters.find((entry) => entry.letter === letter)
  if (target) list.current?.show(target.offset)
}
