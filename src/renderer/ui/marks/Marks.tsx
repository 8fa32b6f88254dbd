import { memo } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { FormatMark } from './FormatMark.tsx'
import styles from './marks.module.css'

export type MarksProps = {
  onDisk: boolean
  /** The shape of the copy owned, or `none`; left out where the shelf is not known, and then no place is held for it. */
  shelf?: 'vinyl' | 'cd' | 'tape' | 'none' | undefined
  plays: number
}

/** On disk, on the shelf, heard: always in this order, one spoken name for all. A dot holds the place of what is missing. */
export const Marks = memo(function Marks({ onDisk, shelf, plays }: MarksProps) {
  const t = useT()
  const format = useFormat()
  const shelved = shelf !== undefined && shelf !== 'none'
  const name = [
    t(onDisk ? 'marks.onDisk' : 'marks.notOnDisk'),
    ...(shelf === undefined ? [] : [t(shelved ? 'marks.onShelf' : 'marks.notOnShelf')]),
    plays > 0 ? t('marks.heard', { count: plays }) : t('marks.notHeard'),
  ].join(', ')

  return (
    <span className={styles.marks} role="img" aria-label={name} title={name}>
      {onDisk ? <FormatMark shape="file" size="xs" /> : <span className={styles.none} />}
      {shelf !== undefined && (shelved ? <FormatMark shape={shelf} size="xs" /> : <span className={styles.none} />)}
      {plays > 0 ? (
        <>
          <FormatMark shape="heard" size="xs" />
          <span className={styles.count}>{format.number(plays)}</span>
        </>
      ) : (
        <span className={styles.none} />
      )}
    </span>
  )
})
