import { IconX } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import styles from './Shell.module.css'

export type SidePanelProps = {
  title: string
  onClose(): void
  /** Beside the title: a switch between queue and lyrics, a count. */
  tools?: ReactNode
  children: ReactNode
}

export function SidePanel({ title, onClose, tools, children }: SidePanelProps) {
  const t = useT()
  const id = useId()
  return (
    <aside className={styles.panel} aria-labelledby={id}>
      <div className={styles.panelHead}>
        <h2 id={id}>{title}</h2>
        <span className={styles.panelTools}>
          {tools}
          <IconButton label={t('shell.closePanel')} icon={<Icon of={IconX} size="s" />} onClick={onClose} />
        </span>
      </div>
      <div className={styles.panelBody}>{children}</div>
    </aside>
  )
}
