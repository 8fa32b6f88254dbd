import styles from './Sparkline.module.css'

export type SparklineProps = {
  values: readonly number[]
  /** Everything the bars say, in words. */
  label: string
}

const [width, height, gap] = [72, 30, 1.5]

/** Small bars over time, the last one (now) at full strength. */
export function Sparkline({ values, label }: SparklineProps) {
  const most = Math.max(1, ...values)
  const bar = (width - gap * (values.length - 1)) / Math.max(1, values.length)
  return (
    <svg role="img" aria-label={label} className={styles.sparkline} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
      {values.map((value, at) => {
        const tall = value === 0 ? 0 : Math.max(1.5, (value / most) * height)
        return <rect key={at} x={at * (bar + gap)} y={height - tall} width={bar} height={tall} rx=".5" data-last={at === values.length - 1 || undefined} />
      })}
    </svg>
  )
}
