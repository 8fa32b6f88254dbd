import { IconBooks, IconClock24, IconHome, IconNotebook, IconSettings } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { useJobActivity } from '#renderer/features/jobs/use-job-activity.ts'
import { NowListeningMark } from '#renderer/features/journal/NowListeningMark.tsx'
import { PlayerSlot } from '#renderer/features/player/PlayerSlot.tsx'
import { usePlayerPanel } from '#renderer/features/player/use-player-panel.tsx'
import { CommandPalette } from '#renderer/features/search/CommandPalette.tsx'
import { usePaletteStore } from '#renderer/features/search/palette.store.ts'
import { api } from '#renderer/rpc.ts'
import { useAnnouncement } from './announcements.ts'
import { useT } from './i18n/use-t.ts'
import { useNavigationHistory } from './navigation-history.ts'
import { useRailFold } from './rail-fold.ts'
import { ConnectionMark } from './shell/ConnectionMark.tsx'
import { JobRing } from './shell/JobRing.tsx'
import { Shell } from './shell/Shell.tsx'
import type { RailEntry } from './shell/rail-entry.ts'
import { useGlobalShortcuts } from './shortcuts/use-global-shortcuts.ts'
import { ShortcutsDialog } from './shortcuts/ShortcutsDialog.tsx'
import { useConnection } from './use-connection.ts'
import { useWindowEvents } from './use-window-events.ts'

function currentPlace(path: string): string | undefined {
  if (path === '/') return 'home'
  if (/^\/(?:library|album|artist)(?:\/|$)/.test(path)) return 'library'
  if (/^\/(?:journal|imports)(?:\/|$)/.test(path)) return 'journal'
  if (path.startsWith('/timeline')) return 'timeline'
  if (path.startsWith('/settings')) return 'settings'
  return undefined
}

/** The frame around every page. */
export function Window() {
  const t = useT()
  const router = useRouter()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const history = useNavigationHistory()
  const openPalette = usePaletteStore((state) => state.open)
  const [isRailFolded, foldRail] = useRailFold()
  const jobs = useJobActivity()
  const panel = usePlayerPanel()
  const isConnected = useConnection()
  const announcement = useAnnouncement()
  // Asked for at once, so that the first page finds it.
  useQuery(api.system.info.queryOptions())
  useWindowEvents(router)
  useGlobalShortcuts()

  const entries: RailEntry[] = [
    { id: 'home', label: t('shell.home'), icon: IconHome, href: '/' },
    { id: 'library', label: t('shell.library'), icon: IconBooks, href: '/library/albums' },
    { id: 'journal', label: t('journal.title'), icon: IconNotebook, href: '/journal' },
    { id: 'timeline', label: t('timeline.title'), icon: IconClock24, href: '/timeline' },
    { id: 'settings', label: t('shell.settings'), icon: IconSettings, href: '/settings/folders', isLast: true },
  ]

  return (
    <Shell
      entries={entries}
      current={currentPlace(path)}
      isRailFolded={isRailFolded}
      onFoldRail={foldRail}
      top={{
        canGoBack: history.canGoBack,
        canGoForward: history.canGoForward,
        onBack: history.back,
        onForward: history.forward,
        onSearch: openPalette,
        children: <><ConnectionMark isConnected={isConnected} />{isConnected && <NowListeningMark />}{isConnected && <JobRing jobs={jobs} href="/jobs" />}</>,
      }}
      player={<PlayerSlot />}
      panel={panel}
      isPageAlone={path === '/now-playing'}
      announcement={announcement}
    >
      <ErrorBoundary key={path}>
        <Outlet />
      </ErrorBoundary>
      <CommandPalette />
      <ShortcutsDialog />
    </Shell>
  )
}
