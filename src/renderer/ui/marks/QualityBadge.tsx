import { type AudioQuality, isHighResolution, qualityLabel } from '#shared/model/quality.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import styles from './marks.module.css'

export type QualityBadgeProps = { quality: AudioQuality }

/** FLAC 24/96 in a hairline frame; copper when it is better than a CD. */
export function QualityBadge({ quality }: QualityBadgeProps) {
  const t = useT()
  const high = isHighResolution(quality)
  return (
    <span className={styles.quality} data-high={high || undefined} title={high ? t('marks.highResolution') : undefined}>
      {qualityLabel(quality)}
    </span>
  )
}
