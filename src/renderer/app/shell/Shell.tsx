import { type ReactNode, useRef } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Announcer } from '#renderer/ui/feedback/Announcer.tsx'
import { useElementWidth } from '#renderer/ui/list/use-element-width.ts'
import { useRootFontSize } from '#renderer/ui/list/use-root-font-size.ts'
import { Rail } from './Rail.tsx'
import type { RailEntry } from './rail-entry.ts'
import styles from './Shell.module.css'
import { SidePanel, type SidePanelProps } from './SidePanel.tsx'
import { TopBar, type TopBarProps } from './TopBar.tsx'

export type ShellProps = {
  entries: readonly RailEntry[]
  /** Id of the entry whose page is open. */
  current: string | undefined
  isRailFolded: boolean
  onFoldRail(isFolded: boolean): void
  /** Below the places of the rail. */
  rail?: ReactNode
  top: TopBarProps
  player: ReactNode
  /** What is open at the right; nothing, and the page has the room. */
  panel?: SidePanelProps | undefined
  /** The page has the whole window, without rail, bars and panel. */
  isPageAlone: boolean
  /** Told to a screen reader when it changes. */
  announcement: string
  children: ReactNode
}

/** Under this width, in pixels at normal text size, the rail has icons only. */
const narrow = 1100

/** The frame of every page: rail, title bar, page, panel, player. The page scrolls, the frame never does. */
export function Shell(props: ShellProps) {
  const t = useT()
  const frame = useRef<HTMLDivElement>(null)
  const rem = useRootFontSize() / 16
  const isNarrow = useElementWidth(frame, window.innerWidth) / rem <= narrow
  const isFolded = isNarrow || props.isRailFolded

  return (
    <div ref={frame} className={styles.frame}>
      <div className={styles.shell} data-folded={isFolded || undefined} data-narrow={isNarrow || undefined} data-alone={props.isPageAlone || undefined}>
        <a className={styles.skip} href="#page" onClick={(event) => {
          event.preventDefault()
          document.getElementById('page')?.focus()
        }}>
          {t('shell.skip')}
        </a>
        <Rail entries={props.entries} current={props.current} isFolded={isFolded} onFold={isNarrow ? undefined : props.onFoldRail}>{props.rail}</Rail>
        <TopBar {...props.top} />
        <main id="page" tabIndex={-1} className={styles.main}>{props.children}</main>
        {props.panel && <SidePanel {...props.panel} />}
        <section aria-label={t('shell.player')} className={styles.player}>{props.player}</section>
      </div>
      <Announcer message={props.announcement} />
    </div>
  )
}
