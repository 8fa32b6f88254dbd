import { Tooltip } from '@mantine/core'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Kbd } from '../text/Kbd.tsx'
import styles from './button.module.css'

export type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style' | 'aria-label' | 'children'> & {
  /** Spoken name, and the tooltip. */
  label: string
  icon: ReactNode
  /** For a button that stays pressed: spoken as such and drawn in the accent. */
  pressed?: boolean
  /** Drawn in the accent without being a toggle, such as repeat-one. */
  lit?: boolean
  shortcut?: string
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, icon, pressed, lit = pressed, shortcut, type = 'button', disabled, ...rest }: IconButtonProps) {
  const tip = shortcut ? <span className={styles.tip}>{label}<Kbd keys={shortcut} /></span> : label
  return (
    <Tooltip label={tip} disabled={disabled ?? false}>
      <button type={type} {...rest} className={styles.icon} aria-label={label} aria-pressed={pressed} data-lit={lit || undefined} disabled={disabled}>
        {icon}
      </button>
    </Tooltip>
  )
}
