import { IconArrowsShuffle, IconPlaylistAdd } from '@tabler/icons-react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { FilledIcon } from '#renderer/ui/icon/FilledIcon.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import styles from './FoldersView.module.css'

export type FolderHeadProps = {
  id: number
  /** From the library folder down to this one. */
  path: readonly { id: number; name: string }[]
  directories: number
  /** All files below it. */
  files: number
}

/** Which folder this is, where it lies, and everything below it to be played. */
export function FolderHead({ id, path, directories, files }: FolderHeadProps) {
  const t = useT()
  const play = usePlayTracks()
  const counts = [...(directories > 0 ? [t('common.folders', { count: directories })] : []), t('common.tracks', { count: files })]
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        {path.length > 1 && (
          <nav className={styles.path} aria-label={t('library.folder')}>
            {path.slice(0, -1).map((step) => <span key={step.id}><AppLink href={`/library/folders?directory=${step.id}`}>{step.name}</AppLink> / </span>)}
          </nav>
        )}
        <h2 className={styles.name}>{path.at(-1)?.name}</h2>
        <p className={`${styles.facts} num`}>{counts.join(' · ')}</p>
      </div>
      <div className={styles.actions}>
        <Button size="s" variant="primary" icon={<FilledIcon shape="play" size="s" />} disabled={files === 0} onClick={() => play.playOf('directory', [id])}>{t('library.play')}</Button>
        <Button size="s" icon={<Icon of={IconArrowsShuffle} size="s" />} disabled={files === 0} onClick={() => play.playOf('directory', [id], { isShuffled: true })}>{t('library.shuffle')}</Button>
        <Button size="s" icon={<Icon of={IconPlaylistAdd} size="s" />} disabled={files === 0} onClick={() => play.queueOf('directory', [id], 'last')}>{t('library.queue')}</Button>
      </div>
    </header>
  )
}
