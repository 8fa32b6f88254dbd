import { IconHeart } from '@tabler/icons-react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { FilledIcon } from '../icon/FilledIcon.tsx'
import { Icon } from '../icon/Icon.tsx'
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
      {isLoved ? <FilledIcon shape="heart" size="s" /> : <Icon of={IconHeart} size="s" />}
    </button>
  )
}
