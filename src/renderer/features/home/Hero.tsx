import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useNow } from '#renderer/app/use-now.ts'
import { api } from '#renderer/rpc.ts'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { Card } from '#renderer/ui/layout/Card.tsx'
import { useArtStyle } from '#renderer/ui/layout/use-art-style.ts'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { FormatMark } from '#renderer/ui/marks/FormatMark.tsx'
import { LevelMark } from '#renderer/ui/marks/LevelMark.tsx'
import { qualityLabel } from '#shared/model/quality.ts'
import styles from './Hero.module.css'

export type HeardLine = { playId: number; trackId: number | null; albumId: number | null; title: string; artist: string; coverHash: string | null; how: string; startedAt: number; isPlaying: boolean }

/** What plays, or what played last, beside the last things heard. */
export function Hero({ lastHeard }: { lastHeard: readonly HeardLine[] }) {
  const t = useT()
  const { data: state } = useQuery(api.playback.state.queryOptions())
  const isPlaying = state?.status === 'playing' || state?.status === 'buffering'
  const heardId = lastHeard.find((line) => line.trackId !== null)?.trackId ?? null
  const shownId = isPlaying ? (state.track?.id ?? heardId) : heardId
  const { data: track } = useQuery({ ...api.catalogue.track.queryOptions({ input: { id: shownId ?? 1 } }), enabled: shownId !== null })
  const art = useArtStyle(track?.palette)
  if (lastHeard.length === 0 && !track) return null

  return (
    <div className={styles.hero} style={art}>
      <Card isPadded={false} isTinted={track !== undefined}>
        <div className={styles.columns}>
          {track && (
            <div className={styles.now}>
              <Cover name={track.album ?? track.title} image={track.coverHash ? { hash: track.coverHash, colour: track.palette?.average } : undefined} size={208} lifted />
              <div className={styles.words}>
                <p className={styles.over}>{t(isPlaying ? 'home.nowPlaying' : 'home.lastPlayed')}</p>
                <h2 className={styles.title}>{track.title}</h2>
                <p>
                  {track.albumId !== null && <AppLink href={`/album/${track.albumId}`}>{track.album}</AppLink>}{' '}
                  <span className={styles.quiet}>{t('home.by')} {track.artistId === null ? track.artist : <AppLink href={`/artist/${track.artistId}`}>{track.artist}</AppLink>}</span>
                </p>
                {track.year !== null && <p className={`${styles.quiet} num`}>{track.year}</p>}
                <dl className={styles.truths}>
                  <div><dt><FormatMark shape="file" size="xs" /> {t('album.onDisk')}</dt><dd className="num">{track.isOnDisk ? qualityLabel(track) : t('album.notOnDisk')}</dd></div>
                  <div><dt><FormatMark shape="heard" size="xs" /> {t('album.heard')}</dt><dd className="num">{track.plays === 0 ? t('album.notHeard') : t('common.plays', { count: track.plays })}</dd></div>
                </dl>
              </div>
            </div>
          )}
          <LastHeard lines={lastHeard} playingId={isPlaying ? (state?.track?.id ?? null) : null} />
        </div>
      </Card>
    </div>
  )
}

function LastHeard({ lines, playingId }: { lines: readonly HeardLine[]; playingId: number | null }) {
  const t = useT()
  const format = useFormat()
  const now = useNow()
  const today = format.shortDay(now, now)
  function shortMoment(at: number): string {
    const day = format.shortDay(at, now)
    return day === today ? format.time(at) : day
  }
  return (
    <div className={styles.last}>
      <div className={styles.head}><h2>{t('home.lastHeard')}</h2><AppLink href="/journal">{t('journal.title')}</AppLink></div>
      <ul>
        {lines.slice(0, 6).map((line, at) => {
          const isPlaying = at === 0 && line.trackId === playingId && playingId !== null
          return (
            <li key={line.playId} className={styles.line} data-playing={isPlaying || undefined}>
              <Cover name={line.title} image={line.coverHash ? { hash: line.coverHash } : undefined} size={28} />
              <span className="clip" title={`${line.title}, ${line.artist}`}>
                {line.albumId === null ? line.title : <AppLink href={`/album/${line.albumId}`}>{line.title}</AppLink>} <span className={styles.quiet}>{line.artist}</span>
              </span>
              <span className={`${styles.when} num`}>{isPlaying ? <><LevelMark /><span className="vh">{t('list.playing')}</span></> : shortMoment(line.startedAt)}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
