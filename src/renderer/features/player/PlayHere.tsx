import { useT } from '#renderer/app/i18n/use-t.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { showError } from '#renderer/ui/feedback/toast.tsx'
import styles from './player.module.css'
import { player } from './this-window.ts'
import { usePlayer } from './use-player.ts'

function takeOver(): void {
  player.takeOver().catch((error: unknown) => showError(error, { id: 'player' }))
}

/** Says that another window plays, which this one then steers, and brings the sound here. */
export function PlayHere() {
  const t = useT()
  const { isElsewhere } = usePlayer()
  return (
    <span className={styles.elsewhere}>
      <span role="status" className="vh">{isElsewhere && t('player.playsElsewhere')}</span>
      {isElsewhere && <Button size="s" title={t('player.playsElsewhere')} onClick={takeOver}>{t('player.playHere')}</Button>}
    </span>
  )
}
