import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Sparkline } from '#renderer/ui/chart/Sparkline.tsx'
import { TruthStrip } from '#renderer/ui/marks/TruthStrip.tsx'
import type { Truth } from '#renderer/ui/marks/TruthStrip.tsx'
import type { AlbumPage } from '#shared/contract/catalogue.contract.ts'
import styles from './AlbumPage.module.css'

/** What is known of the album, truth by truth. The shelf joins them once it is known. */
export function AlbumTruths({ album: { onDisk, heard } }: { album: AlbumPage }) {
  const t = useT()
  const format = useFormat()
  const diskNotes = [...(onDisk.bytes > 0 ? [format.bytes(onDisk.bytes)] : []), ...(onDisk.folder ? [onDisk.folder] : []), ...(onDisk.missing > 0 ? [t('album.missing', { count: onDisk.missing })] : [])]
  const disk: Truth = {
    mark: 'file',
    title: t('album.onDisk'),
    value: onDisk.tracks === 0 ? t('album.notOnDisk') : onDisk.tracks === onDisk.of ? t('common.tracks', { count: onDisk.tracks }) : t('album.onDiskOf', { present: onDisk.tracks, of: onDisk.of }),
    note: <span className="clip" title={diskNotes.join(' · ')}>{diskNotes.join(' · ')}</span>,
    aside: onDisk.quality,
  }
  const ear: Truth = {
    mark: 'heard',
    title: t('album.heard'),
    value: heard.plays === 0 ? t('album.notHeard') : t('common.plays', { count: heard.plays }),
    note: heard.firstAt !== null && heard.lastAt !== null ? t('album.firstAndLast', { first: format.date(heard.firstAt), last: format.date(heard.lastAt) }) : '',
    aside: heard.perMonth.length > 1 && <Sparkline values={heard.perMonth.map((month) => month.plays)} label={t('album.perMonth', { values: heard.perMonth.map((month) => month.plays).join(', ') })} />,
  }
  return <div className={styles.truths}><TruthStrip truths={[disk, ear]} /></div>
}
