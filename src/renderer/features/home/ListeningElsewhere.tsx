import { useT } from '#renderer/app/i18n/use-t.ts'
import { useNowListening } from '#renderer/features/journal/NowListeningMark.tsx'
import { sourceName } from '#renderer/features/journal/source-names.ts'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { LevelMark } from '#renderer/ui/marks/LevelMark.tsx'
import styles from './ListeningElsewhere.module.css'

/** What plays elsewhere right now, as an account tells it. */
export function ListeningElsewhere() {
  const t = useT()
  const listening = useNowListening()
  if (!listening) return null
  const { title, artist, album, albumId, coverHash, service } = listening
  return (
    <p className={styles.line} role="status">
      <Cover name={album ?? title} image={coverHash ? { hash: coverHash } : undefined} size={40} />
      <LevelMark />
      <span className="clip">
        <b>{albumId === null ? title : <AppLink href={`/album/${albumId}`}>{title}</AppLink>}</b> <span>{[artist, album].filter(Boolean).join(' · ')}</span>
      </span>
      <span className={styles.where}>{t('journal.listening.on', { service: sourceName(t, service) })}</span>
    </p>
  )
}
