// Which rows of a list are chosen, as sorted spans that neither touch nor overlap: choosing all of 250,000 rows is one span.

/** Both ends belong to the span. */
export type Span = readonly [first: number, last: number]
export type Selection = readonly Span[]

export const nothing: Selection = []

const span = (a: number, b: number): Span => (a <= b ? [a, b] : [b, a])

export function only(index: number): Selection {
  return [[index, index]]
}

export function between(a: number, b: number): Selection {
  return [span(a, b)]
}

export function all(total: number): Selection {
  return total > 0 ? [[0, total - 1]] : nothing
}

export function count(selection: Selection): number {
  return selection.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

export function has(selection: Selection, index: number): boolean {
  let low = 0
  let high = selection.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const [first, last] = selection[middle] as Span
    if (index < first) high = middle - 1
    else if (index > last) low = middle + 1
    else return true
  }
  return false
}

export function add(selection: Selection, a: number, b: number): Selection {
  let [first, last] = span(a, b)
  const before: Span[] = []
  const after: Span[] = []
  for (const each of selection) {
    if (each[1] < first - 1) before.push(each)
    else if (each[0] > last + 1) after.push(each)
    else [first, last] = [Math.min(first, each[0]), Math.max(last, each[1])]
  }
  return [...before, [first, last], ...after]
}

export function toggle(selection: Selection, index: number): Selection {
  if (!has(selection, index)) return add(selection, index, index)
  return selection.flatMap(([first, last]): Span[] => {
    if (index < first || index > last) return [[first, last]]
    const rest: Span[] = []
    if (first < index) rest.push([first, index - 1])
    if (index < last) rest.push([index + 1, last])
    return rest
  })
}

/** Every chosen index in order. For acting on them; never for drawing. */
export function* members(selection: Selection): Generator<number> {
  for (const [first, last] of selection) for (let index = first; index <= last; index++) yield index
}
