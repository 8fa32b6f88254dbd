import type { TablerIcon } from '@tabler/icons-react'

/** One place in the rail. A later part of Sillon adds itself with one of these. */
export type RailEntry = {
  readonly id: string
  readonly label: string
  readonly icon: TablerIcon
  readonly href: string
  /** A quiet figure at the end. */
  readonly count?: number
  /** Stands at the foot of the rail. */
  readonly isLast?: boolean
}
