import { useCallback } from 'react'
import { useSettings } from '#renderer/features/settings/use-settings.ts'

/** How a view of the library is shown, kept in the settings. */
export type ViewChoice = { sort: string; isDescending: boolean; hidden: string[] }

/** The choice kept for a view, made whole from its defaults, and a change of it. */
export function useViewChoice(view: string, usual: ViewChoice): [ViewChoice, (change: Partial<ViewChoice>) => void] {
  const { settings, update } = useSettings()
  const kept = settings?.views[view] as Partial<ViewChoice> | undefined
  const choice: ViewChoice = { ...usual, ...kept }
  const views = settings?.views
  const change = useCallback(
    (next: Partial<ViewChoice>) => update({ views: { ...views, [view]: { ...(views?.[view] as object | undefined), ...next } } }),
    [update, views, view],
  )
  return [choice, change]
}
