import styles from './marks.module.css'

export function Logo() {
  return (
    <svg className={styles.logo} viewBox="0 0 24 24" aria-hidden focusable={false}>
      <circle cx="12" cy="12" r="9.6" />
      <path d="M12 5.6A6.4 6.4 0 0 1 18.4 12M12 18.4A6.4 6.4 0 0 1 5.6 12" />
      <circle cx="12" cy="12" r="2.4" fill="currentColor" stroke="none" />
    </svg>
  )
}
