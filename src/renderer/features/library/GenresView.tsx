import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { VirtualGrid } from '#renderer/ui/grid/VirtualGrid.tsx'
import { GridSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import { AlbumTile, TileGhost } from '#renderer/ui/tile/AlbumTile.tsx'
import { genreSorts } from '#shared/contract/catalogue.contract.ts'
import type { GenreRow } from '#shared/contract/catalogue.contract.ts'
import { ListFrame } from './ListFrame.tsx'
import { SortMenu } from './SortMenu.tsx'
import { useListSource } from './use-list-source.ts'
import { useViewChoice } from './use-view-choice.ts'

/** Genres as the tags name them; each leads to its albums. */
export function GenresView() {
  const t = useT()
  const router = useRouter()
  const play = usePlayTracks()
  const [choice, choose] = useViewChoice('genres', { sort: 'albums', isDescending: true, hidden: [] })
  const sort = genreSorts.find((known) => known === choice.sort) ?? 'name'
  const key = useMemo(() => [...api.catalogue.genres.key(), sort], [sort])
  const list = useListSource<GenreRow>({ key, load: (offset, limit, signal) => rpc.catalogue.genres({ sort, offset, limit }, { signal }) })
  const open = (genre: GenreRow | undefined) => genre && void router.navigate({ to: '/library/$view', params: { view: 'albums' }, search: { genre: [genre.id] } as never })

  return (
    <ListFrame
      view="genres"
      count={list.total === null ? '' : t('common.genres', { count: list.total })}
      tools={<SortMenu sorts={genreSorts} sort={sort} isDescending={choice.isDescending} onChange={(next, isDescending) => choose({ sort: next, isDescending })} />}
      total={list.total}
      error={list.error}
      onRetry={list.retry}
      skeleton={<GridSkeleton />}
    >
      <VirtualGrid
        key={sort}
        label={t('library.views.genres')}
        source={list.source}
        placeKey={`genres ${sort}`}
        renderItem={(genre, _index, width) =>
          genre ? (
            <AlbumTile
              name={genre.name}
              href={`/library/albums?genre=${genre.id}`}
              by={t('common.albums', { count: genre.albums })}
              image={genre.coverHashes[0] ? { hash: genre.coverHashes[0] } : undefined}
              width={width}
              isInGrid
              play={{ label: t('library.playNamed', { name: genre.name }), onPlay: () => play.playOf('genre', [genre.id], { isShuffled: true }) }}
            />
          ) : (
            <TileGhost />
          )
        }
        onOpen={(index) => open(list.source.row(index))}
      />
    </ListFrame>
  )
}
