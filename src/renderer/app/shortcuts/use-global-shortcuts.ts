import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { api } from '#renderer/rpc.ts'
import { combinationOf, commandOf, effectiveKeys } from './commands.ts'
import { runCommand, useCommand } from './shortcut-handlers.ts'

const typing = 'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]'
/** Elements that use Space and letters themselves. */
const pressing = 'button, a, summary, [role=slider], [role=switch], [role=checkbox], [role=radio], [role=menuitem], [role=option], [role=tab]'
const listing = '[role=grid], [role=listbox]'

function isTaken(target: EventTarget | null, combination: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest(typing)) return !combination.startsWith('Mod+') || combination.startsWith('Mod+Arrow')
  if (target.closest('[role=dialog], [role=menu]')) return combination !== 'Mod+K'
  if (combination === 'Space') return target.closest(pressing) !== null || target.closest(listing) !== null
  // In a list, plain letters look for a row by its name.
  if (/^\p{L}$/u.test(combination)) return target.closest(listing) !== null
  return combination.startsWith('Shift+Arrow') && target.closest(`${listing}, [role=slider]`) !== null
}

/** Runs commands by their keys wherever the focus is, unless what has the focus needs the key. */
export function useGlobalShortcuts(): void {
  const router = useRouter()
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const overrides = settings?.shortcuts

  useCommand('page.home', useCallback(() => void router.navigate({ to: '/' }), [router]))
  useCommand('page.library', useCallback(() => void router.navigate({ to: '/library/$view', params: { view: 'albums' } }), [router]))
  useCommand('page.journal', useCallback(() => void router.navigate({ to: '/journal' }), [router]))
  useCommand('page.timeline', useCallback(() => void router.navigate({ to: '/timeline' }), [router]))
  useCommand('page.jobs', useCallback(() => void router.navigate({ to: '/jobs' }), [router]))
  useCommand('page.settings', useCallback(() => void router.navigate({ to: '/settings/$section', params: { section: 'folders' } }), [router]))
  useCommand('page.nowPlaying', useCallback(() => void router.navigate({ to: '/now-playing' }), [router]))
  useCommand('history.back', useCallback(() => router.history.back(), [router]))
  useCommand('history.forward', useCallback(() => router.history.forward(), [router]))

  useEffect(() => {
    const keys = effectiveKeys(overrides ?? {})
    const onKeyDown = (event: KeyboardEvent) => {
      const combination = event.defaultPrevented || event.isComposing ? undefined : combinationOf(event)
      if (combination === undefined || isTaken(event.target, combination)) return
      const command = commandOf(combination, keys)
      if (command && runCommand(command)) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [overrides])
}
