import type { AnyRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { showTold } from '#renderer/ui/feedback/toast.tsx'
import { onAppEvent } from './app-events.ts'

/** Goes where the host asks (deep links, tray, menu) and says what the core raised. */
export function useWindowEvents(router: AnyRouter): void {
  useEffect(
    () =>
      onAppEvent((event) => {
        if (event.type === 'navigation.requested') void router.navigate({ href: event.path })
        if (event.type === 'notice.raised') showTold(event.told, { id: event.code, stays: event.level !== 'info' })
      }),
    [router],
  )
}
