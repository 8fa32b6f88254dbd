import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { useSettings } from '#renderer/features/settings/use-settings.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { VirtualGrid } from '#renderer/ui/grid/VirtualGrid.tsx'
import { GridSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import type { ListHandle } from '#renderer/ui/table/VirtualTable.tsx'
import { AlbumTile, TileGhost } from '#renderer/ui/tile/AlbumTile.tsx'
import { artistSorts } from '#shared/contract/catalogue.contract.ts'
import type { ArtistQuery, ArtistRow } from '#shared/contract/catalogue.contract.ts'
import { LetterBar } from './LetterBar.tsx'
import { noLetters } from './letters.ts'
import { ListFrame } from './ListFrame.tsx'
import { SortMenu } from './SortMenu.tsx'
import { useLibraryFilter } from './use-library-filter.ts'
import { useListSource } from './use-list-source.ts'
import { useViewChoice } from './use-view-choice.ts'

/** Every artist who has albums or tracks of their own. */
export function ArtistsView() {
  const t = useT()
  const router = useRouter()
  const { settings } = useSettings()
  const { filter, where, problems, setFilter } = useLibraryFilter()
  const [choice, choose] = useViewChoice('artists', { sort: 'name', isDescending: false, hidden: [] })
  const sort = artistSorts.find((known) => known === choice.sort) ?? 'name'
  const query = useMemo<ArtistQuery>(() => ({ where, sort, isDescending: choice.isDescending, seed: 1 }), [where, sort, choice.isDescending])
  const key = useMemo(() => [...api.catalogue.artists.key(), query], [query])
  const list = useListSource<ArtistRow>({ key, load: (offset, limit, signal) => rpc.catalogue.artists({ query, offset, limit }, { signal }) })
  const { data: letters = noLetters } = useQuery({ ...api.catalogue.artistLetters.queryOptions({ input: { query } }), enabled: sort === 'name' })
  const handle = useRef<ListHandle>(null)
  const play = usePlayTracks()

  return (
    <ListFrame
      view="artists"
      count={list.total === null ? '' : t('common.artists', { count: list.total })}
      tools={<SortMenu sorts={artistSorts} sort={sort} isDescending={choice.isDescending} onChange={(next, isDescending) => choose({ sort: next, isDescending })} />}
      filter={{ value: filter, problems, onChange: setFilter }}
      total={list.total}
      error={list.error}
      onRetry={list.retry}
      skeleton={<GridSkeleton round />}
      aside={sort === 'name' && <LetterBar letters={letters} top={list.top} list={handle} />}
    >
      <VirtualGrid
        key={JSON.stringify(query)}
        ref={handle}
        label={t('library.views.artists')}
        source={list.source}
        placeKey={`artists ${JSON.stringify(query)}`}
        itemWidth={settings?.density === 'compact' ? 104 : 128}
        renderItem={(artist, _index, width) => {
          if (!artist) return <TileGhost round />
          const hash = artist.imageHash ?? artist.coverHashes[0]
          return (
            <AlbumTile
              name={artist.name}
              href={`/artist/${artist.id}`}
              by={artist.albums > 0 ? t('common.albums', { count: artist.albums }) : t('common.tracks', { count: artist.tracks })}
              image={hash ? { hash } : undefined}
              width={width}
              round
              isInGrid
              play={{ label: t('library.playNamed', { name: artist.name }), onPlay: () => play.playOf('artist', [artist.id]) }}
            />
          )
        }}
        onOpen={(index) => {
          const artist = list.source.row(index)
          if (artist) void router.navigate({ to: '/artist/$id', params: { id: String(artist.id) } })
        }}
        onTypeAhead={(prefix) => void rpc.catalogue.seek({ kind: 'artists', query, prefix }).then(({ offset }) => handle.current?.goTo(offset))}
      />
    </ListFrame>
  )
}
