import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Page, PageHead } from '#renderer/ui/layout/Page.tsx'
import { AlbumsView } from './AlbumsView.tsx'
import { ArtistsView } from './ArtistsView.tsx'
import { EmptyLibrary } from './EmptyLibrary.tsx'
import { FoldersView } from './FoldersView.tsx'
import { GenresView } from './GenresView.tsx'
import { LibraryViews } from './LibraryViews.tsx'
import { TracksView } from './TracksView.tsx'

const views = { albums: AlbumsView, artists: ArtistsView, tracks: TracksView, genres: GenresView, folders: FoldersView }

/** The library by albums, artists, tracks, genres and folders. */
export function LibraryPage() {
  const t = useT()
  const { view = 'albums' } = useParams({ strict: false })
  const { data: folders } = useQuery(api.library.folders.queryOptions())
  const View = views[view as keyof typeof views] ?? AlbumsView

  if (folders?.length === 0) {
    return (
      <Page>
        <PageHead title={t('library.title')} views={<LibraryViews current={view} />} />
        <EmptyLibrary />
      </Page>
    )
  }
  return <View key={view} />
}
