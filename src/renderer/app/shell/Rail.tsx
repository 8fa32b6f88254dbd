import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { Logo } from '#renderer/ui/marks/Logo.tsx'
import type { RailEntry } from './rail-entry.ts'
import styles from './Rail.module.css'

export type RailProps = {
  entries: readonly RailEntry[]
  /** Id of the entry whose page is open. */
  current: string | undefined
  /** Icons only. */
  isFolded: boolean
  /** Folds and unfolds; left out where there is no room to unfold. */
  onFold: ((isFolded: boolean) => void) | undefined
  /** Between the places and the foot: the playlists, once there are any. */
  children?: ReactNode
}

export function Rail({ entries, current, isFolded, onFold, children }: RailProps) {
  const t = useT()
  const toggle = t(isFolded ? 'shell.unfoldRail' : 'shell.foldRail')
  return (
    <nav className={styles.rail} aria-label={t('shell.mainNavigation')} data-folded={isFolded || undefined}>
      <div className={styles.brand}>
        <Logo />
        <span className={styles.name}>{t('common.appName')}</span>
        {onFold && (
          <button type="button" className={styles.toggle} aria-label={toggle} title={toggle} onClick={() => onFold(!isFolded)}>
            <Icon of={isFolded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse} />
          </button>
        )}
      </div>
      <Places entries={entries.filter((entry) => !entry.isLast)} current={current} />
      <div className={styles.middle}>{children}</div>
      <Places entries={entries.filter((entry) => entry.isLast)} current={current} />
    </nav>
  )
}

function Places({ entries, current }: { entries: readonly RailEntry[]; current: string | undefined }) {
  const format = useFormat()
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.id}>
          <AppLink href={entry.href} className={styles.place} aria-current={entry.id === current ? 'page' : undefined} draggable={false}>
            <Icon of={entry.icon} />
            <span className={styles.label}>{entry.label}</span>
            {entry.count !== undefined && <span className={`${styles.count} num`}>{format.number(entry.count)}</span>}
          </AppLink>
        </li>
      ))}
    </ul>
  )
}
