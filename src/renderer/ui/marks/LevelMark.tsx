import styles from './marks.module.css'

/** Level bars: this is what is playing. Still, so that a screen full of rows stays calm. */
export function LevelMark() {
  return (
    <svg className={styles.level} viewBox="0 0 16 16" aria-hidden focusable={false}>
      <rect x="2" y="7" width="2.6" height="7" rx=".6" />
      <rect x="6.7" y="2" width="2.6" height="12" rx=".6" />
      <rect x="11.4" y="5" width="2.6" height="9" rx=".6" />
    </svg>
  )
}
