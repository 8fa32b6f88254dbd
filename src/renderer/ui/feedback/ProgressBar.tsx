import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import styles from './ProgressBar.module.css'

export type ProgressBarProps = {
  /** What is being done; stands before the figures and is spoken with the bar. */
  label: string
  done: number
  /** Undefined or null while it is not known. */
  total?: number | null | undefined
  ratePerSecond?: number | null | undefined
  remainingMs?: number | null | undefined
  /** The thing being worked on, on a line of its own. */
  detail?: string | null | undefined
}

/** A bar with its count, rate and time left. */
export function ProgressBar({ label, done, total, ratePerSecond, remainingMs, detail }: ProgressBarProps) {
  const t = useT()
  const format = useFormat()
  const isKnown = total !== undefined && total !== null && total > 0
  const facts = [
    ...(isKnown ? [t('states.progressCount', { done: format.number(done), total: format.number(total) })] : done > 0 ? [format.number(done)] : []),
    ...(ratePerSecond ? [t('states.progressRate', { rate: format.number(Math.round(ratePerSecond)) })] : []),
    ...(remainingMs !== undefined && remainingMs !== null ? [t('states.progressLeft', { duration: format.duration(remainingMs) })] : []),
  ]

  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={isKnown ? total : undefined}
        aria-valuenow={isKnown ? done : undefined}
        aria-valuetext={facts.join(', ')}
        className={styles.track}
        data-unknown={isKnown ? undefined : true}
      >
        <span className={styles.fill} style={isKnown ? { width: `${Math.min(100, (done / total) * 100)}%` } : undefined} />
      </div>
      <p className={`${styles.facts} num`}>
        <span className={styles.what}>{label}</span>
        {facts.map((fact, at) => <span key={at}>{fact}</span>)}
      </p>
      {detail && <p className={`${styles.detail} clip`} title={detail}>{detail}</p>}
    </div>
  )
}
