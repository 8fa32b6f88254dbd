import { IconBroadcast, IconHeadphones } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useLove } from '#renderer/features/library/use-love.ts'
import { LoveButton } from '#renderer/ui/button/LoveButton.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { FormatMark } from '#renderer/ui/marks/FormatMark.tsx'
import type { Column } from '#renderer/ui/table/column.ts'
import type { PlayHow, PlayRow } from '#shared/contract/plays.contract.ts'
import styles from './JournalPage.module.css'
import { sourceName } from './source-names.ts'

/** What a play was heard on, as a mark; its name stands beside it or in a title. */
export function HowMark({ how }: { how: PlayHow }) {
  if (how === 'stream') return <Icon of={IconBroadcast} size="xs" />
  if (how === 'unknown') return <Icon of={IconHeadphones} size="xs" />
  return <FormatMark shape={how} size="xs" />
}

/** Columns of a play in the journal: when, what, on what, who saw it. */
export function usePlayColumns(): Column<PlayRow>[] {
  const t = useT()
  const format = useFormat()
  const love = useLove('track')
  return useMemo(() => {
    const quiet = { tone: 'quiet' } as const
    return [
      { id: 'time', label: t('journal.column.time'), width: '44px', ...quiet, isFixed: true, text: (play) => format.timeIn(play.startedAt, play.zone) },
      {
        id: 'title', label: t('library.column.title'), width: 'minmax(0, 1.5fr)', tone: 'main', isFixed: true, text: (play) => play.title,
        cell: (play) => (
          <>
            <span className={play.isCounted || play.isPlaying ? undefined : styles.skipped}>{play.title}</span>
            {play.isDoubtful && <AppLink href="/journal/doubtful" tabIndex={-1} className={styles.doubt} title={t('journal.doubtfulMark')} aria-label={t('journal.doubtfulMark')} />}
          </>
        ),
      },
      {
        id: 'artist', label: t('library.column.artist'), width: 'minmax(0, 1.1fr)', ...quiet, text: (play) => play.artist,
        cell: (play) => (play.artistId === null ? play.artist : <AppLink href={`/artist/${play.artistId}`} tabIndex={-1}>{play.artist}</AppLink>),
      },
      {
        id: 'album', label: t('library.column.album'), width: 'minmax(0, 1.1fr)', ...quiet, from: 560, text: (play) => play.album ?? '',
        cell: (play) => (play.albumId === null ? play.album : <AppLink href={`/album/${play.albumId}`} tabIndex={-1}>{play.album}</AppLink>),
      },
      {
        id: 'source', label: t('journal.column.source'), width: '112px', from: 760, text: (play) => play.sources.map((source) => sourceName(t, source)).join(', '),
        cell: (play) => <span className={styles.sources}>{[...new Set(play.sources.map((source) => sourceName(t, source)))].join(', ')}</span>,
      },
      {
        id: 'how', label: t('journal.column.how'), width: '20px', from: 480, text: (play) => t(`home.source.${play.how}`),
        cell: (play) => <span className={styles.how} role="img" aria-label={t(`home.source.${play.how}`)}><HowMark how={play.how} /></span>,
      },
      {
        id: 'heard', label: t('journal.column.heard'), width: '44px', align: 'end', ...quiet, from: 420, text: (play) => (play.heardMs === null ? (play.durationMs === null ? '' : format.clock(play.durationMs)) : format.clock(play.heardMs)),
      },
      { id: 'loved', label: t('library.column.loved'), width: '20px', cell: (play) => play.trackId !== null && <LoveButton isInRow isLoved={play.isLoved} name={play.title} onChange={(isLoved) => play.trackId !== null && love([play.trackId], isLoved)} /> },
    ] satisfies Column<PlayRow>[]
  }, [t, format, love])
}
