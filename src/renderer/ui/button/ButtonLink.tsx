import type { ReactNode } from 'react'
import { AppLink, type AppLinkProps } from '../link/AppLink.tsx'
import styles from './button.module.css'

export type ButtonLinkProps = Omit<AppLinkProps, 'className' | 'style'> & { variant?: 'plain' | 'primary' | 'art' | 'quiet'; size?: 'm' | 's'; icon?: ReactNode }

/** A link that looks like a button, for what goes somewhere rather than does something. */
export function ButtonLink({ variant = 'plain', size = 'm', icon, children, ...rest }: ButtonLinkProps) {
  return (
    <AppLink {...rest} className={styles.button} data-variant={variant} data-size={size}>
      {icon}
      {children}
    </AppLink>
  )
}
