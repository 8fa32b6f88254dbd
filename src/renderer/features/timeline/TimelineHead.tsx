import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { SegmentedNav } from '#renderer/ui/choice/SegmentedNav.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { PageHead } from '#renderer/ui/layout/Page.tsx'
import styles from './TimelinePage.module.css'

export type TimelineHeadProps = {
  view: 'days' | 'clock'
  /** Null is all of them. */
  year: number | null
  /** Newest first. */
  years: readonly number[]
  onYear(year: number): void
  /** What the colours mean; leaves where there is no room. */
  legend?: ReactNode
  children?: ReactNode
}

/** Title, year and views of the timeline. */
export function TimelineHead({ view, year, years, onYear, legend, children }: TimelineHeadProps) {
  const t = useT()
  const at = year === null ? -1 : years.indexOf(year)
  const [before, after] = [at === -1 ? undefined : years[at + 1], at > 0 ? years[at - 1] : undefined]
  return (
    <PageHead
      title={t('timeline.title')}
      views={
        year !== null && years.length > 0 ? (
          <span className={styles.year}>
            <IconButton label={t('timeline.yearBefore')} icon={<Icon of={IconChevronLeft} />} disabled={before === undefined} onClick={() => before !== undefined && onYear(before)} />
            <span className="num" aria-live="polite">{year}</span>
            <IconButton label={t('timeline.yearAfter')} icon={<Icon of={IconChevronRight} />} disabled={after === undefined} onClick={() => after !== undefined && onYear(after)} />
          </span>
        ) : undefined
      }
    >
      {legend}
      <SegmentedNav label={t('timeline.title')} links={(['days', 'clock'] as const).map((each) => ({ href: each === 'days' ? '/timeline' : '/timeline?view=clock', label: t(`timeline.views.${each}`), current: each === view }))} />
      {children}
    </PageHead>
  )
}
