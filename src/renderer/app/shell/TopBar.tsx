import { IconArrowLeft, IconArrowRight, IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { Kbd } from '#renderer/ui/text/Kbd.tsx'
import styles from './TopBar.module.css'

export type TopBarProps = {
  canGoBack: boolean
  canGoForward: boolean
  onBack(): void
  onForward(): void
  /** Opens the palette. */
  onSearch(): void
  /** At the end: job activity, and what later parts have to tell. */
  children?: ReactNode
}

/** The title bar: drags the window wherever nothing can be pressed, and leaves room for the system's own buttons. */
export function TopBar({ canGoBack, canGoForward, onBack, onForward, onSearch, children }: TopBarProps) {
  const t = useT()
  return (
    <header className={styles.top}>
      <div className={styles.history}>
        <IconButton label={t('shell.back')} icon={<Icon of={IconArrowLeft} />} disabled={!canGoBack} onClick={onBack} />
        <IconButton label={t('shell.forward')} icon={<Icon of={IconArrowRight} />} disabled={!canGoForward} onClick={onForward} />
      </div>
      <button type="button" className={styles.find} aria-haspopup="dialog" aria-keyshortcuts="Control+K" onClick={onSearch}>
        <Icon of={IconSearch} size="s" />
        <span className="clip">{t('shell.search')}</span>
        <span className={styles.keys} aria-hidden><Kbd keys="Mod K" /></span>
      </button>
      <div className={styles.end}>{children}</div>
    </header>
  )
}
