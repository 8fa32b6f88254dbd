import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useLove } from '#renderer/features/library/use-love.ts'
import { useNowPlaying } from '#renderer/features/library/use-now-playing.ts'
import { useTrackMenu } from '#renderer/features/library/use-track-menu.tsx'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { LoveButton } from '#renderer/ui/button/LoveButton.tsx'
import { has, members } from '#renderer/ui/selection/selection.ts'
import { useSelection } from '#renderer/ui/selection/use-selection.ts'
import type { Column } from '#renderer/ui/table/column.ts'
import { PlainTable } from '#renderer/ui/table/PlainTable.tsx'
import { CreditLinks } from '#renderer/ui/text/CreditLinks.tsx'
import type { AlbumPage, AlbumTrack } from '#shared/contract/catalogue.contract.ts'
import { qualityLabel } from '#shared/model/quality.ts'
import styles from './AlbumPage.module.css'

type Line = AlbumTrack & { disc: AlbumPage['discs'][number] }

/** The tracks of the edition shown, disc by disc and side by side, with what was heard of each. */
export function TrackList({ album }: { album: AlbumPage }) {
  const t = useT()
  const format = useFormat()
  const play = usePlayTracks()
  const love = useLove('track')
  const menu = useTrackMenu()
  const playing = useNowPlaying()
  const lines: Line[] = album.discs.flatMap((disc) => disc.tracks.map((track) => ({ ...track, disc })))
  const selection = useSelection(`${album.id} ${album.editionId ?? ''}`)
  const most = Math.max(1, ...lines.map((line) => line.plays))
  const albumArtists = album.credits.map((credit) => credit.artistId).join()
  const playable = lines.filter((line) => line.isOnDisk)

  function playFrom(index: number): void {
    const line = lines[index]
    if (line?.isOnDisk) play.play(playable.map((other) => other.id), { startAt: playable.indexOf(line), isShuffled: false })
  }

  function heading(line: Line, previous: Line | undefined): string | null {
    if (previous?.disc === line.disc || album.discs.length < 2) return null
    const { number, side, subtitle, durationMs } = line.disc
    const duration = format.clock(durationMs)
    if (side !== null) return t('album.side', { side, duration })
    return subtitle === null ? t('album.disc', { disc: number, duration }) : t('album.discNamed', { disc: number, name: subtitle, duration })
  }

  const columns: Column<Line>[] = [
    {
      id: 'title',
      label: t('library.column.title'),
      width: 'minmax(0, 1fr)',
      tone: 'main',
      isFixed: true,
      text: (line) => line.title,
      cell: (line) => (
        <>
          {line.title}
          {line.credits.map((credit) => credit.artistId).join() !== albumArtists && (
            <span className={styles.guests}>
              {' '}
              <CreditLinks tabIndex={-1} credits={line.credits.map((credit) => ({ name: credit.name, joinPhrase: credit.joinPhrase, href: `/artist/${credit.artistId}` }))} />
            </span>
          )}
        </>
      ),
    },
    { id: 'bar', label: t('album.plays'), width: '56px', tone: 'quiet', from: 520, cell: (line) => <span className={styles.bar} aria-hidden style={{ width: `${(line.plays / most) * 100}%` }} />, headIcon: <span /> },
    { id: 'plays', label: t('album.plays'), width: '52px', align: 'end', tone: 'quiet', text: (line) => (line.plays > 0 ? format.number(line.plays) : '') },
    { id: 'file', label: t('album.file'), width: '92px', tone: 'quiet', from: 440, text: (line) => (line.isOnDisk ? qualityLabel(line) : t('album.notOnDisk')) },
    { id: 'time', label: t('album.time'), width: '48px', align: 'end', tone: 'quiet', text: (line) => (line.durationMs === null ? '' : format.clock(line.durationMs)) },
    { id: 'loved', label: t('library.column.loved'), headIcon: <span />, width: '20px', cell: (line) => <LoveButton isInRow isLoved={line.isLoved} name={line.title} onChange={(isLoved) => love([line.id], isLoved)} /> },
  ]

  return (
    <PlainTable
      label={t('album.tracks')}
      rows={lines}
      rowKey={(line) => `${line.id} ${line.discNumber} ${line.trackNumber}`}
      columns={columns}
      lead={{ label: t('album.position'), head: '#', width: '32px', cell: (line) => line.position, playLabel: (line) => t('library.playNamed', { name: line.title }), onPlay: playFrom }}
      selection={selection}
      isPlaying={(line) => line.id === playing?.trackId}
      onOpen={playFrom}
      menu={(index) => {
        const chosen = has(selection.selection, index) ? [...members(selection.selection)] : [index]
        return menu(chosen.flatMap((at) => lines[at] ?? []).map((line) => ({ id: line.id, isLoved: line.isLoved, artistId: line.credits[0]?.artistId ?? null, albumId: null, fileId: line.files[0]?.id })))
      }}
      section={(line, previous) => {
        const text = heading(line, previous)
        return text === null ? null : <div className={`${styles.side} num`}>{text}</div>
      }}
    />
  )
}
