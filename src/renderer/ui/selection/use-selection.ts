import { useMemo, useState } from 'react'
import { add, all, between, count, nothing, only, type Selection, toggle } from './selection.ts'

export type SelectionControl = {
  readonly selection: Selection
  readonly count: number
  /** The row that ranges start from. */
  readonly anchor: number
  /** Chooses this row alone and starts ranges from it. */
  only(index: number): void
  toggle(index: number): void
  /** From the anchor to here; with `keep` beside what is chosen already. */
  extendTo(index: number, keep: boolean): void
  all(total: number): void
  clear(): void
}

type State = { readonly key: unknown; readonly selection: Selection; readonly anchor: number }

/** The chosen rows of one list. A different `listKey` (another sort, filter or edition of the list) clears them, since they are positions. */
export function useSelection(listKey: unknown): SelectionControl {
  const [state, setState] = useState<State>({ key: listKey, selection: nothing, anchor: 0 })
  const current = state.key === listKey ? state : { key: listKey, selection: nothing, anchor: 0 }
  if (current !== state) setState(current)

  const { selection, anchor } = current
  return useMemo(() => {
    const set = (next: Selection, from: number): void => setState({ key: listKey, selection: next, anchor: from })
    return {
      selection,
      anchor,
      count: count(selection),
      only: (index) => set(only(index), index),
      toggle: (index) => set(toggle(selection, index), index),
      extendTo: (index, keep) => set(keep ? add(selection, anchor, index) : between(anchor, index), anchor),
      all: (total) => set(all(total), anchor),
      clear: () => set(nothing, anchor),
    }
  }, [listKey, selection, anchor])
}
