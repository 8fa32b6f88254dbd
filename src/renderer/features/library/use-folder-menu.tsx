import { IconArrowsShuffle, IconPlayerPlay, IconPlaylistAdd } from '@tabler/icons-react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import type { MenuEntry } from '#renderer/ui/menu/menu-entry.ts'

/** The context menu of a folder: everything below it. */
export function useFolderMenu(): (id: number) => MenuEntry[] {
  const t = useT()
  const play = usePlayTracks()
  return (id) => [
    { kind: 'action', id: 'play', label: t('library.play'), icon: <Icon of={IconPlayerPlay} size="s" />, onSelect: () => play.playOf('directory', [id]) },
    { kind: 'action', id: 'shuffle', label: t('library.shuffle'), icon: <Icon of={IconArrowsShuffle} size="s" />, onSelect: () => play.playOf('directory', [id], { isShuffled: true }) },
    { kind: 'action', id: 'next', label: t('library.playNext'), icon: <Icon of={IconPlaylistAdd} size="s" />, onSelect: () => play.queueOf('directory', [id], 'next') },
    { kind: 'action', id: 'last', label: t('library.playLast'), onSelect: () => play.queueOf('directory', [id], 'last') },
  ]
}
