import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { api } from '#renderer/rpc.ts'
import { queryClient } from './query-client.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { Window } from './Window.tsx'

const root = createRootRoute({ component: Window, notFoundComponent: NotFoundPage })

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('#renderer/features/home/HomePage.tsx'), 'HomePage') }),
  createRoute({
    getParentRoute: () => root,
    path: '/library',
    beforeLoad: () => {
      throw redirect({ to: '/library/$view', params: { view: 'albums' } })
    },
  }),
  createRoute({ getParentRoute: () => root, path: '/library/$view', component: lazyRouteComponent(() => import('#renderer/features/library/LibraryPage.tsx'), 'LibraryPage') }),
  // What these pages show is asked for as soon as someone is about to open them, not when they are drawn.
  createRoute({
    getParentRoute: () => root,
    path: '/album/$id',
    component: lazyRouteComponent(() => import('#renderer/features/album/AlbumPage.tsx'), 'AlbumPage'),
    loader: ({ params }) => void queryClient.prefetchQuery(api.catalogue.album.queryOptions({ input: { id: Number(params.id) } })),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/artist/$id',
    component: lazyRouteComponent(() => import('#renderer/features/artist/ArtistPage.tsx'), 'ArtistPage'),
    loader: ({ params }) => void queryClient.prefetchQuery(api.catalogue.artist.queryOptions({ input: { id: Number(params.id) } })),
  }),
  createRoute({ getParentRoute: () => root, path: '/journal', component: lazyRouteComponent(() => import('#renderer/features/journal/JournalPage.tsx'), 'JournalPage') }),
  createRoute({ getParentRoute: () => root, path: '/journal/$view', component: lazyRouteComponent(() => import('#renderer/features/journal/JournalPage.tsx'), 'JournalPage') }),
  createRoute({ getParentRoute: () => root, path: '/timeline', component: lazyRouteComponent(() => import('#renderer/features/timeline/TimelinePage.tsx'), 'TimelinePage') }),
  createRoute({ getParentRoute: () => root, path: '/imports', component: lazyRouteComponent(() => import('#renderer/features/imports/ImportsPage.tsx'), 'ImportsPage') }),
  createRoute({ getParentRoute: () => root, path: '/jobs', component: lazyRouteComponent(() => import('#renderer/features/jobs/JobsPage.tsx'), 'JobsPage') }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    beforeLoad: () => {
      throw redirect({ to: '/settings/$section', params: { section: 'folders' } })
    },
  }),
  createRoute({ getParentRoute: () => root, path: '/settings/$section', component: lazyRouteComponent(() => import('#renderer/features/settings/SettingsPage.tsx'), 'SettingsPage') }),
  createRoute({ getParentRoute: () => root, path: '/now-playing', component: lazyRouteComponent(() => import('#renderer/features/player/NowPlayingPage.tsx'), 'NowPlayingPage') }),
]

/** The pages of Sillon and their addresses; `sillon://` links name the same places. */
export const router = createRouter({ routeTree: root.addChildren(routes), defaultPreload: 'intent', scrollRestoration: false })

/** Fetches the code of every page while nothing else is done, so that none waits for it when it is opened. */
export function loadPagesAhead(): void {
  requestIdleCallback(() => {
    for (const route of routes) void router.loadRouteChunk(route)
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
