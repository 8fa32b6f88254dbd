import { IconPlaylistAdd } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { rpc } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { FilledIcon } from '#renderer/ui/icon/FilledIcon.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { SelectionBar } from '#renderer/ui/list/SelectionBar.tsx'
import type { Selection } from '#renderer/ui/selection/selection.ts'
import type { SelectionControl } from '#renderer/ui/selection/use-selection.ts'

export type LibrarySelectionProps = {
  kind: 'album' | 'track'
  selection: SelectionControl
  /** Ids of a stretch of the list, end exclusive. */
  idsOf(from: number, to: number): Promise<number[]>
}

const most = 20_000

async function tracksOf(kind: 'album' | 'track', selection: Selection, idsOf: LibrarySelectionProps['idsOf']): Promise<number[]> {
  const spans = await Promise.all(selection.map(([first, last]) => idsOf(first, last + 1)))
  const ids = spans.flat().slice(0, most)
  return kind === 'track' ? ids : rpc.catalogue.trackIdsOf({ kind: 'album', ids: ids.slice(0, 2000) })
}

/** What can be done with several chosen rows at once. */
export function LibrarySelection({ kind, selection, idsOf }: LibrarySelectionProps) {
  const t = useT()
  const format = useFormat()
  const play = usePlayTracks()
  const isOpen = selection.count > 1
  const { data: summary } = useQuery({
    queryKey: ['selection', kind, selection.selection],
    queryFn: async () => rpc.catalogue.summary({ trackIds: await tracksOf(kind, selection.selection, idsOf) }),
    enabled: isOpen,
    gcTime: 0,
  })
  if (!isOpen) return null
  const count = t('common.selected', { count: selection.count })
  const label = summary ? `${count}, ${format.duration(summary.durationMs)}` : count
  const withTracks = (act: (ids: number[]) => void) => void tracksOf(kind, selection.selection, idsOf).then(act)

  return (
    <SelectionBar label={label} onClear={selection.clear}>
      <Button size="s" variant="quiet" icon={<FilledIcon shape="play" size="s" />} onClick={() => withTracks((ids) => play.play(ids))}>{t('library.play')}</Button>
      <Button size="s" variant="quiet" icon={<Icon of={IconPlaylistAdd} size="s" />} onClick={() => withTracks((ids) => play.add(ids, 'next'))}>{t('library.playNext')}</Button>
      <Button size="s" variant="quiet" onClick={() => withTracks((ids) => play.add(ids, 'last'))}>{t('library.playLast')}</Button>
    </SelectionBar>
  )
}
