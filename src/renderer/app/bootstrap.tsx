import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { mediaUrl } from '#renderer/media-url.ts'
import { api } from '#renderer/rpc.ts'
import type { ImageSource } from '#renderer/ui/cover/image-source.ts'
import type { Navigation } from '#renderer/ui/link/navigation.ts'
import { AppProviders } from './AppProviders.tsx'
import { startAppEvents } from './app-events.ts'
import { queryClient } from './query-client.ts'
import { loadPagesAhead, router } from './routes.tsx'

const images: ImageSource = { widths: [96, 320, 1280], url: (hash, width) => mediaUrl(`/media/image/${hash}/${width}`) }

const navigation: Navigation = {
  go: (href) => void router.navigate({ href }),
  prepare: (href) => void router.preloadRoute({ to: href }),
}

function App() {
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  return (
    <AppProviders theme={settings?.theme} language={settings?.language} images={images} navigation={navigation}>
      <RouterProvider router={router} />
    </AppProviders>
  )
}

const container = document.getElementById('root')
if (!container) throw new Error('the page has no #root')
startAppEvents()
loadPagesAhead()
createRoot(container).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
