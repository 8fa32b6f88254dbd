import type { CSSProperties, ReactNode } from 'react'
import styles from './PlayerBar.module.css'

export type PlayerBarProps = {
  /** Cover, title and artist; see NowPlaying. */
  now: ReactNode
  transport: ReactNode
  seek: ReactNode
  /** Lyrics, queue, device. */
  tail: ReactNode
  /** How the file is coded: the first to leave. */
  quality?: ReactNode
  /** A menu with what has left, there only when the window is narrow: shuffle, repeat, then the volume. */
  more?: ReactNode
  volume: ReactNode
  /** Sets --art and its kin, so that the bar takes its light from the cover. */
  art?: CSSProperties
}

/** The layout of the player: what is heard, its buttons, where it is, and the rest. */
export function PlayerBar({ now, transport, seek, tail, quality, more, volume, art }: PlayerBarProps) {
  return (
    <div className={styles.bar} style={art}>
      <div className={styles.now}>{now}</div>
      {transport}
      <div className={styles.seek}>{seek}</div>
      <div className={styles.tail}>
        <div className={styles.quality}>{quality}</div>
        {tail}
        <div className={styles.more}>{more}</div>
        <div className={styles.volume}>{volume}</div>
      </div>
    </div>
  )
}
