import { type RefObject, useMemo } from 'react'
import { useStore } from 'zustand'
import { AlphabetBar } from '#renderer/ui/list/AlphabetBar.tsx'
import type { ListHandle } from '#renderer/ui/table/VirtualTable.tsx'
import { alphabetOf, type Letters, letterAt } from './letters.ts'
import type { TopRow } from './use-list-source.ts'

export type LetterBarProps = { letters: Letters; top: TopRow; list: RefObject<ListHandle | null> }

/** The alphabet beside a list. It follows the list by itself, so that scrolling draws no more than a letter. */
export function LetterBar({ letters, top, list }: LetterBarProps) {
  const current = useStore(top, ({ row }) => letterAt(letters, row))
  const all = useMemo(() => alphabetOf(letters), [letters])

  function jump(letter: string): void {
    const target = letters.find((entry) => entry.letter === letter)
    if (target) list.current?.show(target.offset)
  }

  return <AlphabetBar letters={all} current={current} onJump={jump} />
}
