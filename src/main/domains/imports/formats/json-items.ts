type ItemHandlers = {
  /** Where items lie, by the names on the way: `[]` for the elements of an array, `scrobbles[]`, `[].track[]`. */
  paths: readonly string[]
  onItem(item: unknown, number: number): void
  onBroken(number: number, reason: 'malformed' | 'too-large' | 'cut-off'): void
}

const largestItem = 1024 * 1024
const deepestItem = 32
const deepestWay = 16
const longestKey = 256

type Container = { isArray: boolean; key: string }

/**
 * Gives the objects that lie at some places of a JSON text one by one, however large the text is: it is only followed as
 * far as its brackets and strings, each item is then parsed by itself. Memory is that of one item.
 */
export function openJsonItems({ paths, onItem, onBroken }: ItemHandlers) {
  const way: Container[] = []
  let key = ''
  let keyText: string | null = null
  let isInString = false
  let isEscaped = false
  let number = 0
  // Of the item that is being read: its depth, its text so far, and whether that was given up.
  let depth = 0
  let itemText = ''
  let isTooLarge = false
  let isBroken = false

  function here(): string {
    let text = ''
    for (const { isArray, key } of way) text += (key === '' ? '' : `${text === '' ? '' : '.'}${key}`) + (isArray ? '[]' : '')
    return text
  }

  function isItem(): boolean {
    const parent = way.at(-1)
    if (!parent) return paths.includes('')
    return paths.includes(parent.isArray ? here() : `${here()}${here() === '' ? '' : '.'}${key}`)
  }

  function giveItem(text: string): void {
    number += 1
    if (isTooLarge) return onBroken(number, 'too-large')
    let item: unknown
    try {
      item = JSON.parse(text)
    } catch {
      return onBroken(number, 'malformed')
    }
    onItem(item, number)
  }

  /** Skips to the end of the string that is open; where it goes on in the next piece, says the piece's length. */
  function endOfString(piece: string, from: number): number {
    let at = from
    if (isEscaped && at < piece.length) {
      isEscaped = false
      at += 1
    }
    while (at < piece.length) {
      const quote = piece.indexOf('"', at)
      const stop = quote < 0 ? piece.length : quote
      let slashes = 0
      while (stop - 1 - slashes >= at && piece.charCodeAt(stop - 1 - slashes) === 92) slashes += 1
      if (quote < 0) {
        isEscaped = slashes % 2 === 1
        return piece.length
      }
      if (slashes % 2 === 0) {
        isInString = false
        return quote + 1
      }
      at = quote + 1
    }
    return at
  }

  function push(piece: string): void {
    let at = 0
    let itemFrom = 0
    while (at < piece.length && !isBroken) {
      if (isInString) {
        const from = at
        at = endOfString(piece, at)
        if (keyText !== null && keyText.length < longestKey) keyText += piece.slice(from, isInString ? at : at - 1)
        continue
      }
      const code = piece.charCodeAt(at)
      at += 1
      if (code === 34) {
        isInString = true
        if (depth === 0) keyText = ''
      } else if (code === 123 || code === 91) {
        if (depth > 0) depth += 1
        else if (code === 123 && isItem()) {
          depth = 1
          itemFrom = at - 1
          itemText = ''
          isTooLarge = false
        } else {
          if (way.length >= deepestWay) isBroken = true
          way.push({ isArray: code === 91, key })
          key = ''
        }
        if (depth > deepestItem) isTooLarge = true
      } else if (code === 125 || code === 93) {
        if (depth > 1) depth -= 1
        else if (depth === 1) {
          depth = 0
          giveItem(isTooLarge ? '' : itemText + piece.slice(itemFrom, at))
          itemText = ''
        } else {
          key = ''
          way.pop()
        }
      } else if (depth === 0 && code === 58 && keyText !== null) {
        key = keyText
        keyText = null
      } else if (depth === 0 && code === 44) {
        if (way.at(-1)?.isArray === false) key = ''
        keyText = null
      }
    }
    if (depth > 0 && !isTooLarge) {
      itemText += piece.slice(itemFrom)
      if (itemText.length > largestItem) isTooLarge = true
    }
    if (isTooLarge) itemText = ''
  }

  return {
    push: (piece: string): void => {
      if (!isBroken) push(piece)
    },
    end: (): void => {
      if (isBroken) onBroken(number + 1, 'malformed')
      else if (depth > 0 || way.length > 0) onBroken(number + 1, 'cut-off')
    },
  }
}
