import { useMemo } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useNow } from '#renderer/app/use-now.ts'
import { LoveButton } from '#renderer/ui/button/LoveButton.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import type { Column } from '#renderer/ui/table/column.ts'
import type { TrackRow } from '#shared/contract/catalogue.contract.ts'
import { qualityLabel } from '#shared/model/quality.ts'
import { useLove } from './use-love.ts'

/** Columns of a table of tracks; ids are the names of the contract's sorts where a column sorts. */
export function useTrackColumns(): Column<TrackRow>[] {
  const t = useT()
  const format = useFormat()
  const love = useLove('track')
  const now = useNow()
  return useMemo(() => {
    const quiet = { tone: 'quiet' } as const
    return [
      { id: 'trackNumber', label: t('library.column.trackNumber'), width: '36px', align: 'end', ...quiet, text: (track) => (track.trackNumber === null ? '' : String(track.trackNumber)) },
      { id: 'title', label: t('library.column.title'), width: 'minmax(0, 1.5fr)', tone: 'main', isFixed: true, sort: 'ascending', text: (track) => track.title },
      {
        id: 'artist', label: t('library.column.artist'), width: 'minmax(0, 1.1fr)', ...quiet, sort: 'ascending', from: 420, text: (track) => track.artist,
        cell: (track) => (track.artistId === null ? track.artist : <AppLink href={`/artist/${track.artistId}`} tabIndex={-1}>{track.artist}</AppLink>),
      },
      {
        id: 'album', label: t('library.column.album'), width: 'minmax(0, 1.1fr)', ...quiet, sort: 'ascending', from: 520, text: (track) => track.album ?? '',
        cell: (track) => (track.albumId === null ? track.album : <AppLink href={`/album/${track.albumId}`} tabIndex={-1}>{track.album}</AppLink>),
      },
      { id: 'genre', label: t('library.column.genre'), width: 'minmax(0, .7fr)', ...quiet, sort: 'ascending', from: 900, text: (track) => track.genre ?? '' },
      { id: 'year', label: t('library.column.year'), width: '44px', ...quiet, sort: 'descending', from: 640, text: (track) => (track.year === null ? '' : String(track.year)) },
      { id: 'duration', label: t('library.column.duration'), width: '44px', align: 'end', ...quiet, sort: 'ascending', text: (track) => (track.durationMs === null ? '' : format.clock(track.durationMs)) },
      { id: 'quality', label: t('library.column.quality'), width: '82px', ...quiet, sort: 'descending', from: 600, text: (track) => qualityLabel(track) },
      { id: 'bitrate', label: t('library.column.bitrate'), width: '64px', align: 'end', ...quiet, from: 900, text: (track) => (track.bitrate === null ? '' : format.number(track.bitrate)) },
      { id: 'plays', label: t('library.column.plays'), width: '52px', align: 'end', ...quiet, sort: 'descending', text: (track) => format.number(track.plays) },
      { id: 'lastPlayed', label: t('library.column.lastPlayed'), width: '68px', ...quiet, sort: 'descending', from: 700, text: (track) => (track.lastPlayedAt === null ? t('common.never') : format.shortDay(track.lastPlayedAt, now)) },
      { id: 'added', label: t('library.column.added'), width: '84px', ...quiet, sort: 'descending', from: 900, text: (track) => format.shortDay(track.addedAt, now) },
      { id: 'loved', label: t('library.column.loved'), headIcon: <span />, width: '20px', cell: (track) => <LoveButton isInRow isLoved={track.isLoved} name={track.title} onChange={(isLoved) => love([track.id], isLoved)} /> },
    ] satisfies Column<TrackRow>[]
  }, [t, format, love, now])
}
