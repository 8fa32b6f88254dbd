import { type KeyboardEvent, memo } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { playHows } from '#shared/contract/plays.contract.ts'
import type { DayStrip } from '#shared/contract/plays.contract.ts'
import styles from './DayStripRow.module.css'

export type DayStripRowProps = {
  strip: DayStrip
  dayStartsAt: number
  /** Where the present stands on the strip of today, 0 to 1. */
  now: number | undefined
  /** Keys of the links in it. */
  onKeyDown(event: KeyboardEvent<HTMLElement>): void
}

const mostInHour = 3
const minutes = 1440

/** One day from its beginning to its end: covers at their hour, and a tick for every play. */
export const DayStripRow = memo(function DayStripRow({ strip, dayStartsAt, now, onKeyDown }: DayStripRowProps) {
  const t = useT()
  const format = useFormat()
  const date = format.dayName(strip.day)
  return (
    <li className={styles.day} data-day={strip.day} data-today={now !== undefined || undefined}>
      <div className={styles.label}>
        <AppLink href={`/journal?day=${strip.day}`} className={styles.date} title={date} onKeyDown={onKeyDown}>{format.dayOfMonth(strip.day)}<span className="vh">, {t('timeline.openDay', { date })}</span></AppLink>
        <span className="num">{t('common.plays', { count: strip.plays })}</span>
        <span className="num">{format.duration(strip.heardMs)}</span>
      </div>
      <div className={styles.strip} role="group" aria-label={t('timeline.strip', { date })}>
        {strip.hours.map(({ hour, albums }) => (
          <div key={hour} className={styles.cell} style={{ gridColumn: hour + 1 }}>
            {albums.length > mostInHour && <span className={`${styles.more} num`} title={albums.slice(mostInHour).map((album) => album.title).join('\n')}><span aria-hidden>+{albums.length - mostInHour}</span><span className="vh">{t('timeline.more', { count: albums.length - mostInHour })}</span></span>}
            {albums.slice(0, mostInHour).toReversed().map((album, at) => {
              const name = t('timeline.albumAt', { title: album.title, artist: album.artist, plays: t('common.plays', { count: album.plays }), hour: format.hour((hour + dayStartsAt) % 24) })
              const cover = <Cover name={album.title} image={album.coverHash ? { hash: album.coverHash } : undefined} size={34} fill alt={name} />
              return album.albumId === null ? (
                <span key={at} className={styles.cover} title={name}>{cover}</span>
              ) : (
                <AppLink key={at} href={`/album/${album.albumId}`} className={styles.cover} title={name} data-playing={album.isPlaying || undefined} data-cell={hour} tabIndex={-1} onKeyDown={onKeyDown}>{cover}</AppLink>
              )
            })}
          </div>
        ))}
        <svg className={styles.ticks} viewBox={`0 0 ${minutes} 8`} preserveAspectRatio="none" aria-hidden focusable={false}>
          {playHows.map((how) => {
            const path = strip.ticks.filter((tick) => tick.how === how).map((tick) => `M${tick.minute} 0v8`).join('')
            return path && <path key={how} d={path} data-how={how} vectorEffect="non-scaling-stroke" />
          })}
        </svg>
        {now !== undefined && <span className={styles.now} style={{ left: `${now * 100}%` }} aria-hidden />}
      </div>
    </li>
  )
})
