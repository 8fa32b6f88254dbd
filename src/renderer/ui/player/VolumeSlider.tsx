import { IconVolume, IconVolume2, IconVolumeOff } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { IconButton } from '../button/IconButton.tsx'
import { Icon } from '../icon/Icon.tsx'
import styles from './slider.module.css'
import { useSlider } from './use-slider.ts'

export type VolumeSliderProps = {
  /** 0..1 */
  volume: number
  isMuted: boolean
  onVolume(volume: number): void
  onMute(isMuted: boolean): void
}

const fine = (volume: number): number => Math.round(Math.min(1, Math.max(0, volume)) * 100) / 100

export function VolumeSlider({ volume, isMuted, onVolume, onMute }: VolumeSliderProps) {
  const t = useT()
  const format = useFormat()
  const change = (next: number): void => onVolume(fine(next))
  const slider = useSlider({ value: isMuted ? 0 : volume, max: 1, step: 0.05, page: 0.2, onPreview: change, onCommit: change })
  const isSilent = isMuted || volume === 0

  return (
    <div
      className={styles.volume}
      onWheel={(event) => change((isMuted ? 0 : volume) - Math.sign(event.deltaY) * 0.05)}
    >
      <IconButton label={t(isMuted ? 'player.unmute' : 'player.mute')} icon={<Icon of={isSilent ? IconVolumeOff : volume < 0.5 ? IconVolume2 : IconVolume} />} onClick={() => onMute(!isMuted)} />
      <div
        role="slider"
        tabIndex={0}
        aria-label={t('player.volume')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(slider.shown * 100)}
        aria-valuetext={isMuted ? t('player.muted') : format.percent(slider.shown)}
        className={styles.slider}
        data-quiet
        style={{ '--share': slider.shown } as CSSProperties}
        {...slider.handlers}
      >
        <span className={styles.track} />
        <span className={styles.thumb} />
      </div>
    </div>
  )
}
