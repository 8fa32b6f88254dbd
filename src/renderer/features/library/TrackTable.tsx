import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { has, members } from '#renderer/ui/selection/selection.ts'
import { useSelection } from '#renderer/ui/selection/use-selection.ts'
import { PlainTable } from '#renderer/ui/table/PlainTable.tsx'
import type { TrackRow } from '#shared/contract/catalogue.contract.ts'
import { useNowPlaying } from './use-now-playing.ts'
import { useTrackColumns } from './use-track-columns.tsx'
import { useTrackMenu } from './use-track-menu.tsx'

export type TrackTableProps = { label: string; tracks: readonly TrackRow[]; hidden?: ReadonlySet<string> }

const usuallyHidden: ReadonlySet<string> = new Set(['genre', 'added', 'lastPlayed', 'bitrate', 'trackNumber', 'year', 'artist'])

/** A short table of tracks that stands in a page: the most played of an artist, loose tracks. */
export function TrackTable({ label, tracks, hidden = usuallyHidden }: TrackTableProps) {
  const t = useT()
  const format = useFormat()
  const columns = useTrackColumns()
  const play = usePlayTracks()
  const menu = useTrackMenu()
  const playing = useNowPlaying()
  const selection = useSelection(tracks.length)
  const playable = tracks.filter((track) => track.isOnDisk)

  const playFrom = (index: number) => {
    const track = tracks[index]
    if (track?.isOnDisk) play.play(playable.map((other) => other.id), { startAt: playable.indexOf(track), isShuffled: false })
  }
  return (
    <PlainTable
      label={label}
      rows={tracks}
      rowKey={(track) => track.id}
      columns={columns.map(({ sort: _unsorted, ...column }) => column)}
      hiddenColumns={hidden}
      lead={{
        label: t('library.column.trackNumber'),
        head: '',
        width: '32px',
        cell: (track, index) => (track.albumId === null ? format.number(index + 1) : <Cover name={track.album ?? track.title} image={track.coverHash ? { hash: track.coverHash } : undefined} size={22} />),
        playLabel: (track) => t('library.playNamed', { name: track.title }),
        onPlay: playFrom,
      }}
      selection={selection}
      isPlaying={(track) => track.id === playing?.trackId}
      onOpen={playFrom}
      menu={(index) => {
        const chosen = has(selection.selection, index) ? [...members(selection.selection)] : [index]
        return menu(chosen.flatMap((at) => tracks[at] ?? []))
      }}
    />
  )
}
