import { useT } from '#renderer/app/i18n/use-t.ts'
import styles from './LoveButton.module.css'

export type LoveButtonProps = {
  isLoved: boolean
  /** What is loved, for the spoken name. */
  name: string
  onChange(isLoved: boolean): void
  /** In a row of a table: small, for the mouse only, and out of sight until the row is pointed at unless given. */
  isInRow?: boolean
}

export function LoveButton({ isLoved, name, onChange, isInRow = false }: LoveButtonProps) {
  const t = useT()
  return (
    <button
      type="button"
      className={styles.love}
      aria-pressed={isLoved}
      aria-label={t('player.love', { name })}
      data-in-row={isInRow || undefined}
      tabIndex={isInRow ? -1 : undefined}
      onClick={() => onChange(!isLoved)}
    >
      <svg viewBox="0 0 24 24" aria-hidden focusable={false}>
        <path d="M6.98 3.07A6 6 0 0 1 12 4.8a6 6 0 0 1 8.17 8.77l-7.46 7.4a1 1 0 0 1-1.42 0l-7.5-7.43A6 6 0 0 1 6.98 3.07Z" />
      </svg>
    </button>
  )
}
