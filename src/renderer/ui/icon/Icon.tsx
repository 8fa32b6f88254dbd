import type { TablerIcon } from '@tabler/icons-react'
import styles from './Icon.module.css'

export type IconProps = {
  of: TablerIcon
  /** `m` 18 px for navigation and bare buttons, `s` 16 px beside words, `xs` 14 px in dense lines. */
  size?: 'm' | 's' | 'xs'
}

/** An outline icon at the one stroke that Sillon uses; always beside a name, so never spoken itself. */
export function Icon({ of: Shape, size = 'm' }: IconProps) {
  return <Shape className={styles[size]} stroke={1.5} aria-hidden focusable={false} />
}
