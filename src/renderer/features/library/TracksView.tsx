import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { useSettings } from '#renderer/features/settings/use-settings.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { has, members } from '#renderer/ui/selection/selection.ts'
import { useSelection } from '#renderer/ui/selection/use-selection.ts'
import { TableSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import type { LeadColumn } from '#renderer/ui/table/column.ts'
import { ColumnChooser } from '#renderer/ui/table/ColumnChooser.tsx'
import { VirtualTable } from '#renderer/ui/table/VirtualTable.tsx'
import type { ListHandle } from '#renderer/ui/table/VirtualTable.tsx'
import { trackSorts } from '#shared/contract/catalogue.contract.ts'
import type { TrackQuery, TrackRow } from '#shared/contract/catalogue.contract.ts'
import { LibraryFacets } from './LibraryFacets.tsx'
import { LetterBar } from './LetterBar.tsx'
import { noLetters } from './letters.ts'
import { LibrarySelection } from './LibrarySelection.tsx'
import { ListFrame } from './ListFrame.tsx'
import { useLibraryFilter } from './use-library-filter.ts'
import { useListSource } from './use-list-source.ts'
import { useNowPlaying } from './use-now-playing.ts'
import { useTrackColumns } from './use-track-columns.tsx'
import { useTrackMenu } from './use-track-menu.tsx'
import { useViewChoice } from './use-view-choice.ts'

const usuallyHidden = ['genre', 'added', 'bitrate', 'trackNumber']
const mostQueued = 20_000

/** Every track as a row. */
export function TracksView() {
  const t = useT()
  const { settings } = useSettings()
  const { filter, where, problems, setFilter } = useLibraryFilter()
  const [choice, choose] = useViewChoice('tracks', { sort: 'title', isDescending: false, hidden: usuallyHidden })
  const sort = trackSorts.find((known) => known === choice.sort) ?? 'title'
  const query = useMemo<TrackQuery>(() => ({ where, sort, isDescending: choice.isDescending, seed: 1 }), [where, sort, choice.isDescending])
  const key = useMemo(() => [...api.catalogue.tracks.key(), query], [query])
  const list = useListSource<TrackRow>({ key, load: (offset, limit, signal) => rpc.catalogue.tracks({ query, offset, limit }, { signal }) })
  const { data: facets } = useQuery({ ...api.catalogue.trackFacets.queryOptions({ input: { where } }), placeholderData: keepPreviousData })
  const isByName = sort === 'title' || sort === 'artist' || sort === 'album'
  const { data: letters = noLetters } = useQuery({ ...api.catalogue.trackLetters.queryOptions({ input: { query } }), enabled: isByName })
  const handle = useRef<ListHandle>(null)
  const columns = useTrackColumns()
  const hidden = useMemo(() => new Set(choice.hidden), [choice.hidden])
  const selection = useSelection(JSON.stringify(query))
  const menu = useTrackMenu()
  const play = usePlayTracks()
  const playing = useNowPlaying()


  // Plays the list from here on: what comes before it is not queued, what comes after is, as far as a queue goes.
  const playFrom = useCallback((index: number) => void rpc.catalogue.trackIds({ query, from: index, to: index + mostQueued }).then((ids) => play.play(ids, { isShuffled: false })), [query, play])
  const lead = useMemo<LeadColumn<TrackRow>>(
    () => ({
      label: t('library.play'),
      head: '',
      width: '32px',
      cell: (track) => <Cover name={track.album ?? track.title} image={track.coverHash ? { hash: track.coverHash } : undefined} size={22} />,
      playLabel: (track) => t('library.playNamed', { name: track.title }),
      onPlay: playFrom,
    }),
    [t, playFrom],
  )

  return (
    <ListFrame
      view="tracks"
      count={list.total === null ? '' : t('common.tracks', { count: list.total })}
      tools={<ColumnChooser columns={columns} hidden={hidden} usual={new Set(usuallyHidden)} onChange={(next) => choose({ hidden: [...next] })} />}
      filter={{ value: filter, problems, onChange: setFilter }}
      facets={<LibraryFacets facets={facets} filter={filter} onChange={setFilter} />}
      total={list.total}
      error={list.error}
      onRetry={list.retry}
      skeleton={<TableSkeleton hasHead />}
      aside={isByName && <LetterBar letters={letters} top={list.top} list={handle} />}
    >
      <VirtualTable
        key={JSON.stringify(query)}
        ref={handle}
        label={t('library.views.tracks')}
        source={list.source}
        columns={columns}
        hiddenColumns={hidden}
        placeKey={`tracks ${JSON.stringify(query)}`}
        rowHeight={settings?.density === 'compact' ? 26 : 30}
        lead={lead}
        sort={{ column: sort, isDescending: choice.isDescending }}
        onSort={(next) => choose({ sort: next.column, isDescending: next.isDescending })}
        selection={selection}
        isPlaying={(track) => track.id === playing?.trackId}
        onOpen={playFrom}
        onTypeAhead={(prefix) => void rpc.catalogue.seek({ kind: 'tracks', query, prefix }).then(({ offset }) => handle.current?.goTo(offset))}
        menu={(index) => menu((has(selection.selection, index) ? [...members(selection.selection)] : [index]).flatMap((at) => list.source.row(at) ?? []))}
      />
      <LibrarySelection kind="track" selection={selection} idsOf={(from, to) => rpc.catalogue.trackIds({ query, from, to })} />
    </ListFrame>
  )
}
