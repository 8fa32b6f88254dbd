/** A flat dictionary of a property list: its plain values as text, `true` and `false` as such; nested ones are left out. */
export type PlistDict = Readonly<Record<string, string | boolean>>

type PlistHandlers = {
  /** The keys on the way to the dictionaries that are wanted: `['Tracks']` = every dictionary within the one of that name. */
  within: readonly string[]
  onDict(dict: PlistDict, number: number): void
  onBroken(number: number, reason: 'malformed' | 'too-large' | 'cut-off'): void
}

const largestToken = 256 * 1024
const deepest = 32
const mostKeys = 512

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five names and numbers of characters; a document cannot define more. */
function unescape(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return named[name.toLowerCase()] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole
  })
}

/**
 * Reads an XML property list piece by piece and gives the dictionaries at one place. It knows the few elements property
 * lists have; a DOCTYPE is passed over and declares nothing, so there are no entities to expand and nothing is fetched.
 */
export function openPlist({ within, onDict, onBroken }: PlistHandlers) {
  /** Keys on the way; '' where an element has none. */
  const way: string[] = []
  let key = ''
  let rest = ''
  let element: string | null = null
  let text = ''
  let dict: Record<string, string | boolean> | null = null
  let keys = 0
  let number = 0
  let isBroken = false

  const isWanted = (): boolean => way.length === within.length + 2 && within.every((name, index) => way[index + 1] === name)

  function put(value: string | boolean): void {
    if (dict && way.length === within.length + 2 && key !== '' && keys < mostKeys) {
      dict[key] = value
      keys += 1
    }
    key = ''
  }

  function open(name: string, isEmpty: boolean): void {
    if (name === 'dict' || name === 'array') {
      if (isEmpty) {
        key = ''
        return
      }
      way.push(key)
      key = ''
      if (way.length > deepest) isBroken = true
      if (name === 'dict' && isWanted()) {
        dict = {}
        keys = 0
      }
    } else if (name === 'true' || name === 'false') put(name === 'true')
    else if (isEmpty) put('')
    else if (name !== 'plist') {
      element = name
      text = ''
    }
  }

  function close(name: string): void {
    if (name === 'dict' || name === 'array') {
      if (dict && isWanted()) {
        number += 1
        onDict(dict, number)
        dict = null
      }
      way.pop()
      key = ''
    } else if (name === element) {
      const value = unescape(text).trim()
      element = null
      if (name === 'key') key = value
      else put(value)
    }
  }

  function tag(inside: string): void {
    if (inside.startsWith('?') || inside.startsWith('!')) return
    if (inside.startsWith('/')) return close(inside.slice(1).trim())
    const isEmpty = inside.endsWith('/')
    open((/^[A-Za-z]+/.exec(inside)?.[0] ?? '').toLowerCase(), isEmpty)
  }

  function read(all: string): void {
    let at = 0
    while (at < all.length && !isBroken) {
      const start = all.indexOf('<', at)
      if (element !== null) text += start < 0 ? all.slice(at) : all.slice(at, start)
      if (text.length > largestToken) isBroken = true
      if (start < 0) {
        at = all.length
        break
      }
      const mark = all.startsWith('<!--', start) ? '-->' : all.startsWith('<![CDATA[', start) ? ']]>' : '>'
      const end = all.indexOf(mark, start)
      if (end < 0) {
        rest = all.slice(start)
        if (rest.length > largestToken) isBroken = true
        return
      }
      if (mark === ']]>' && element !== null) text += all.slice(start + 9, end).replaceAll('&', '&amp;')
      // An internal subset would declare entities: nothing of the sort is read.
      else if (mark === '>' && all.startsWith('<!DOCTYPE', start) && all.slice(start, end).includes('[')) isBroken = true
      else if (mark === '>') tag(all.slice(start + 1, end))
      at = end + mark.length
    }
    rest = ''
  }

  return {
    push: (piece: string): void => {
      if (isBroken) return
      read(rest === '' ? piece : rest + piece)
      if (isBroken) onBroken(number + 1, 'malformed')
    },
    end: (): void => {
      if (!isBroken && (way.length > 0 || rest.trim() !== '')) onBroken(number + 1, 'cut-off')
    },
  }
}
