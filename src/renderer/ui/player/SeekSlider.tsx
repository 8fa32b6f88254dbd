import { type CSSProperties, type PointerEvent, useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import styles from './slider.module.css'
import { useSlider } from './use-slider.ts'

export type SeekSliderProps = {
  positionMs: number
  /** 0 while nothing is loaded. */
  durationMs: number
  onSeek(positionMs: number): void
}

/** Where the track is, between its two times. Arrows move by 5 s, page keys by 30 s. */
export function SeekSlider({ positionMs, durationMs, onSeek }: SeekSliderProps) {
  const t = useT()
  const format = useFormat()
  const [pointed, setPointed] = useState<number>()
  const isDisabled = durationMs <= 0
  const slider = useSlider({ value: Math.min(positionMs, durationMs), max: durationMs, step: 5000, page: 30_000, isDisabled, onCommit: (ms) => onSeek(Math.round(ms)) })
  const share = isDisabled ? 0 : slider.shown / durationMs

  function point(event: PointerEvent<HTMLElement>): void {
    const box = event.currentTarget.getBoundingClientRect()
    setPointed(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)))
    slider.handlers.onPointerMove(event)
  }

  return (
    <div className={styles.seek}>
      <span className={styles.time}>{format.clock(slider.shown)}</span>
      <div
        role="slider"
        tabIndex={isDisabled ? -1 : 0}
        aria-label={t('player.position')}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationMs / 1000)}
        aria-valuenow={Math.round(slider.shown / 1000)}
        aria-valuetext={t('player.positionOf', { position: format.clock(slider.shown), duration: format.clock(durationMs) })}
        aria-disabled={isDisabled || undefined}
        className={styles.slider}
        data-dragging={slider.isDragging || undefined}
        style={{ '--share': share } as CSSProperties}
        {...slider.handlers}
        onPointerMove={point}
        onPointerLeave={() => setPointed(undefined)}
      >
        <span className={styles.track} />
        {!isDisabled && <span className={styles.thumb} />}
        {!isDisabled && pointed !== undefined && (
          <span className={styles.bubble} style={{ left: `${pointed * 100}%` }} aria-hidden>{format.clock(pointed * durationMs)}</span>
        )}
      </div>
      <span className={styles.time}>{format.clock(durationMs)}</span>
    </div>
  )
}
