import styles from './Icon.module.css'

const shapes = {
  play: 'M7.5 5v14l11-7Z',
  pause: 'M6.5 4.5h3.6v15H6.5ZM13.9 4.5h3.6v15h-3.6Z',
  heart: 'M6.98 3.07A6 6 0 0 1 12 4.8a6 6 0 0 1 8.17 8.77l-7.46 7.4a1 1 0 0 1-1.42 0l-7.5-7.43A6 6 0 0 1 6.98 3.07Z',
} as const

export type FilledIconProps = { shape: keyof typeof shapes; size?: 'm' | 's' | 'xs' }

/** The three icons that are solid: play, pause, and a heart that is given. */
export function FilledIcon({ shape, size = 'm' }: FilledIconProps) {
  return (
    <svg className={styles[size]} viewBox="0 0 24 24" fill="currentColor" stroke="currentColor" strokeWidth={shape === 'play' ? 2 : 0} strokeLinejoin="round" aria-hidden focusable={false}>
      <path d={shapes[shape]} />
    </svg>
  )
}
