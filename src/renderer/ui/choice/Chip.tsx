import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from '../icon/Icon.tsx'
import styles from './Chip.module.css'

export type ChipProps = {
  label: string
  icon?: ReactNode
  on?: boolean
} & ({ onToggle(): void; onRemove?: never; removeLabel?: never } | { onRemove(): void; removeLabel: string; onToggle?: never } | { onToggle?: never; onRemove?: never; removeLabel?: never })

/** A small fact: told, switched on and off, or a filter that can be taken away. */
export function Chip({ label, icon, on = false, onToggle, onRemove, removeLabel }: ChipProps) {
  if (onToggle) {
    return (
      <button type="button" className={styles.chip} aria-pressed={on} data-on={on || undefined} onClick={onToggle}>
        {icon}
        {label}
      </button>
    )
  }
  return (
    <span className={styles.chip} data-on={on || onRemove ? true : undefined}>
      {icon}
      {label}
      {onRemove && (
        <button type="button" className={styles.remove} aria-label={removeLabel} onClick={onRemove}>
          <Icon of={IconX} size="xs" />
        </button>
      )}
    </span>
  )
}
