import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useSettings } from '#renderer/features/settings/use-settings.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { VirtualGrid } from '#renderer/ui/grid/VirtualGrid.tsx'
import { has, members } from '#renderer/ui/selection/selection.ts'
import { useSelection } from '#renderer/ui/selection/use-selection.ts'
import { GridSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import type { ListHandle } from '#renderer/ui/table/VirtualTable.tsx'
import { TileGhost } from '#renderer/ui/tile/AlbumTile.tsx'
import type { AlbumQuery, AlbumRow } from '#shared/contract/catalogue.contract.ts'
import { AlbumCard } from './AlbumCard.tsx'
import { LibraryFacets } from './LibraryFacets.tsx'
import { ListFrame } from './ListFrame.tsx'
import { LetterBar } from './LetterBar.tsx'
import { noLetters } from './letters.ts'
import { LibrarySelection } from './LibrarySelection.tsx'
import { SortMenu } from './SortMenu.tsx'
import { useAlbumMenu } from './use-album-menu.tsx'
import { useLibraryFilter } from './use-library-filter.ts'
import { useListSource } from './use-list-source.ts'
import { useNowPlaying } from './use-now-playing.ts'
import { useViewChoice } from './use-view-choice.ts'

const sorts = ['artist', 'title', 'year', 'added', 'plays', 'lastPlayed', 'duration', 'random'] as const
type Sort = (typeof sorts)[number]

/** Every album as a tile. */
export function AlbumsView() {
  const t = useT()
  const router = useRouter()
  const { settings } = useSettings()
  const { filter, where, problems, setFilter } = useLibraryFilter()
  const [choice, choose] = useViewChoice('albums', { sort: 'artist', isDescending: false, hidden: [] })
  const sort = sorts.find((known) => known === choice.sort) ?? 'artist'
  const query = useMemo<AlbumQuery>(() => ({ where, sort, isDescending: choice.isDescending, seed: 1 }), [where, sort, choice.isDescending])
  const key = useMemo(() => [...api.catalogue.albums.key(), query], [query])
  const list = useListSource<AlbumRow>({ key, load: (offset, limit, signal) => rpc.catalogue.albums({ query, offset, limit }, { signal }) })
  const { data: facets } = useQuery({ ...api.catalogue.albumFacets.queryOptions({ input: { where } }), placeholderData: keepPreviousData })
  const isByName = sort === 'artist' || sort === 'title'
  const { data: letters = noLetters } = useQuery({ ...api.catalogue.albumLetters.queryOptions({ input: { query } }), enabled: isByName })
  const handle = useRef<ListHandle>(null)
  const selection = useSelection(JSON.stringify(query))
  const menu = useAlbumMenu()
  const playing = useNowPlaying()

  const chosen = (index: number) => (has(selection.selection, index) ? [...members(selection.selection)] : [index]).flatMap((at) => list.source.row(at) ?? [])

  return (
    <ListFrame
      view="albums"
      count={list.total === null ? '' : t('common.albums', { count: list.total })}
      tools={<SortMenu<Sort> sorts={sorts} sort={sort} isDescending={choice.isDescending} onChange={(next, isDescending) => choose({ sort: next, isDescending })} />}
      filter={{ value: filter, problems, onChange: setFilter }}
      facets={<LibraryFacets facets={facets} filter={filter} onChange={setFilter} />}
      total={list.total}
      error={list.error}
      onRetry={list.retry}
      skeleton={<GridSkeleton />}
      aside={isByName && <LetterBar letters={letters} top={list.top} list={handle} />}
    >
      <VirtualGrid
        key={JSON.stringify(query)}
        ref={handle}
        label={t('library.views.albums')}
        source={list.source}
        placeKey={`albums ${JSON.stringify(query)}`}
        itemWidth={settings?.density === 'compact' ? 112 : 140}
        selection={selection}
        renderItem={(album, _index, width) => (album ? <AlbumCard album={album} width={width} isPlaying={album.id === playing?.albumId} isInGrid /> : <TileGhost />)}
        onOpen={(index) => {
          const album = list.source.row(index)
          if (album) void router.navigate({ to: '/album/$id', params: { id: String(album.id) } })
        }}
        onTypeAhead={(prefix) => void rpc.catalogue.seek({ kind: 'albums', query, prefix }).then(({ offset }) => handle.current?.goTo(offset))}
        menu={(index) => menu(chosen(index))}
      />
      <LibrarySelection kind="album" selection={selection} idsOf={(from, to) => rpc.catalogue.albumIds({ query, from, to })} />
    </ListFrame>
  )
}
