import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import styles from './OnThisDay.module.css'

const yearsShown = 4
const coversShown = 6

/** What was heard on this calendar day in earlier years. */
export function OnThisDay() {
  const t = useT()
  const id = useId()
  const { data } = useQuery(api.plays.onThisDay.queryOptions({ input: { limit: coversShown } }))
  if (!data || data.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby={id}>
      <SectionHead id={id} title={t('home.onThisDay')} more={{ label: t('timeline.title'), href: '/timeline' }} />
      <div className={styles.years}>
        {data.slice(0, yearsShown).map(({ year, day, plays, items }) => (
          <div key={year} className={styles.year}>
            <p className={styles.words}>
              <AppLink href={`/journal?day=${day}`} className={styles.number}>{year}</AppLink>
              <span className="num">{t('common.plays', { count: plays })}</span>
            </p>
            <ul className={styles.covers}>
              {items.map((play) => {
                const name = t('journal.listening.words', { title: play.album ?? play.title, artist: play.artist })
                const cover = <Cover name={play.album ?? play.title} image={play.coverHash ? { hash: play.coverHash } : undefined} size={64} fill alt={name} />
                return <li key={play.id}>{play.albumId === null ? <span title={name}>{cover}</span> : <AppLink href={`/album/${play.albumId}`} title={name}>{cover}</AppLink>}</li>
              })}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}
