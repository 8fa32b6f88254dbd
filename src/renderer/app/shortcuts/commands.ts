/** Everything that can be done by a key anywhere in the window. Keys are `Mod+K` style; `Mod` is Ctrl, or Command on a Mac. */
export const commandKeys = {
  'palette.open': 'Mod+K',
  'player.toggle': 'Space',
  'player.next': 'Mod+ArrowRight',
  'player.previous': 'Mod+ArrowLeft',
  'player.forward': 'Shift+ArrowRight',
  'player.back': 'Shift+ArrowLeft',
  'player.louder': 'Mod+ArrowUp',
  'player.quieter': 'Mod+ArrowDown',
  'player.mute': 'M',
  'player.shuffle': 'S',
  'player.repeat': 'R',
  'player.love': 'L',
  'panel.queue': 'Q',
  'panel.lyrics': 'Y',
  'page.nowPlaying': 'F',
  'page.home': 'Mod+1',
  'page.library': 'Mod+2',
  'page.journal': 'Mod+3',
  'page.timeline': 'Mod+4',
  'page.jobs': 'Mod+5',
  'page.settings': 'Mod+,',
  'page.filter': '/',
  'history.back': 'Alt+ArrowLeft',
  'history.forward': 'Alt+ArrowRight',
  'help.shortcuts': '?',
} as const

/** The name of a command with a key. */
export type CommandId = keyof typeof commandKeys

/** All commands, in the order they are listed. */
export const commandIds = Object.keys(commandKeys) as CommandId[]

type KeyEvent = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const isMac = /mac/i.test(globalThis.navigator?.platform ?? '')

/** The combination a key event makes, in the notation of {@link commandKeys}; undefined for a modifier alone. */
export function combinationOf(event: KeyEvent): string | undefined {
  if (['Control', 'Meta', 'Alt', 'Shift', 'Dead', 'Process'].includes(event.key)) return undefined
  const isSign = event.key.length === 1 && !/[\p{L}\p{N}]/u.test(event.key)
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  const isMod = isMac ? event.metaKey : event.ctrlKey
  return [...(isMod ? ['Mod'] : []), ...(event.altKey ? ['Alt'] : []), ...(event.shiftKey && (!isSign || key === 'Space') ? ['Shift'] : []), key].join('+')
}

/** The key of every command, with the listener's own choices; an empty choice switches the key off. */
export function effectiveKeys(overrides: Readonly<Record<string, string>>): Record<CommandId, string> {
  return Object.fromEntries(commandIds.map((id) => [id, overrides[id] ?? commandKeys[id]])) as Record<CommandId, string>
}

/** The command a combination runs, or undefined. */
export function commandOf(combination: string, keys: Record<CommandId, string>): CommandId | undefined {
  return commandIds.find((id) => keys[id] === combination)
}

/** How a combination is shown: `Ctrl K`. */
export function shownKeys(combination: string): string {
  const arrows: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' }
  return combination
    .split('+')
    .map((part) => arrows[part] ?? part)
    .join(' ')
}
