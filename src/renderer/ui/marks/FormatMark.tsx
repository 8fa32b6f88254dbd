import type { ReactNode } from 'react'
import styles from './marks.module.css'

export type MarkShape = 'file' | 'vinyl' | 'cd' | 'tape' | 'heard'

const drawings: Record<MarkShape, ReactNode> = {
  file: <path d="M9.2 1.7H4.4a1 1 0 0 0-1 1v10.6a1 1 0 0 0 1 1h7.2a1 1 0 0 0 1-1V5.1ZM9.2 1.7v3.4h3.4" />,
  vinyl: (
    <g fill="currentColor" stroke="none">
      <path fillRule="evenodd" d="M8 1.3a6.7 6.7 0 1 0 0 13.4A6.7 6.7 0 0 0 8 1.3Zm0 3.9a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6Z" />
      <circle cx="8" cy="8" r="1" />
    </g>
  ),
  cd: (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="1.9" />
      <path d="M4.5 7.4a3.6 3.6 0 0 1 2.9-2.9" />
    </>
  ),
  tape: (
    <>
      <rect x="1.6" y="3.4" width="12.8" height="9.2" rx="1.6" />
      <circle cx="5.4" cy="7.4" r="1.5" />
      <circle cx="10.6" cy="7.4" r="1.5" />
      <path d="M4.6 12.4l.9-1.7h5l.9 1.7" />
    </>
  ),
  heard: (
    <path d="M2.4 10.4V8a5.6 5.6 0 0 1 11.2 0v2.4M2.4 9.6h1.7a.7.7 0 0 1 .7.7v2.7a.7.7 0 0 1-.7.7h-.9a.8.8 0 0 1-.8-.8ZM13.6 9.6h-1.7a.7.7 0 0 0-.7.7v2.7a.7.7 0 0 0 .7.7h.9a.8.8 0 0 0 .8-.8Z" />
  ),
}

export type FormatMarkProps = { shape: MarkShape; size?: 'xs' | 's' | 'm' }

/** The drawn marks of Sillon: what a thing is, not what a button does. Always beside a name. */
export function FormatMark({ shape, size = 's' }: FormatMarkProps) {
  return (
    <svg className={styles.mark} data-size={size} viewBox="0 0 16 16" aria-hidden focusable={false}>
      {drawings[shape]}
    </svg>
  )
}
