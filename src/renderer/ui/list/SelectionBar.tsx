import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { IconButton } from '../button/IconButton.tsx'
import { Icon } from '../icon/Icon.tsx'
import styles from './SelectionBar.module.css'

export type SelectionBarProps = {
  /** What is chosen: *4 tracks, 20 min 32 s*. */
  label: string
  /** Quiet buttons, the most used first. */
  children: ReactNode
  onClear(): void
}

/** Floats at the foot of the list it belongs to, which must be positioned. */
export function SelectionBar({ label, children, onClear }: SelectionBarProps) {
  const t = useT()
  return (
    <div className={styles.place}>
      <div role="toolbar" aria-label={label} className={styles.bar}>
        <span role="status" className={`${styles.label} num`}>{label}</span>
        {children}
        <IconButton label={t('list.clearSelection')} icon={<Icon of={IconX} size="s" />} onClick={onClear} />
      </div>
    </div>
  )
}
