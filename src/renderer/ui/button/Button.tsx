import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> & {
  /** `primary` one per view; `art` the same in the cover's colour; `quiet` without a frame; `danger` for what cannot be undone. */
  variant?: 'plain' | 'primary' | 'art' | 'quiet' | 'danger'
  size?: 'm' | 's'
  icon?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

export function Button({ variant = 'plain', size = 'm', icon, type = 'button', children, ...rest }: ButtonProps) {
  return (
    <button type={type} {...rest} className={styles.button} data-variant={variant} data-size={size}>
      {icon}
      {children}
    </button>
  )
}
