/**
 * The number of letters put in, left out, changed or swapped with their neighbour that lead from `typed` to `word`;
 * `most + 1` when it is more than `most`. With `isPrefix` only the beginning of `word` has to be met.
 */
export function editDistance(typed: string, word: string, most: number, isPrefix = false): number {
  const columns = word.length
  if (typed.length - columns > most || (!isPrefix && columns - typed.length > most)) return most + 1
  let [beforeLast, last] = [new Uint8Array(columns + 1), Uint8Array.from({ length: columns + 1 }, (_, column) => column)]
  for (let row = 1; row <= typed.length; row++) {
    const current = new Uint8Array(columns + 1)
    current[0] = row
    let least = row
    for (let column = 1; column <= columns; column++) {
      const isSame = typed.charCodeAt(row - 1) === word.charCodeAt(column - 1)
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (isSame ? 0 : 1))
      const isSwapped = row > 1 && column > 1 && typed.charCodeAt(row - 1) === word.charCodeAt(column - 2) && typed.charCodeAt(row - 2) === word.charCodeAt(column - 1)
      if (isSwapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      current[column] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    ;[beforeLast, last] = [last, current]
  }
  const distance = isPrefix ? last.reduce((least, cost) => Math.min(least, cost)) : (last[columns] ?? 0)
  return Math.min(distance, most + 1)
}
