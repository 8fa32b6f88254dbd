import { IconHeart, IconPlayerPlay, IconPlaylistAdd, IconUser, IconVinyl, IconX } from '@tabler/icons-react'
import { useContext } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useLove } from '#renderer/features/library/use-love.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { NavigationContext } from '#renderer/ui/link/navigation.ts'
import type { MenuEntry } from '#renderer/ui/menu/menu-entry.ts'
import type { QueueItem } from '#shared/contract/playback.contract.ts'

export type QueueMenuOptions = { item: QueueItem; onPlay(): void; onPlayNext(): void; onRemove(): void }

/** The context menu of a row of the queue. */
export function useQueueMenu(): (options: QueueMenuOptions) => MenuEntry[] {
  const t = useT()
  const love = useLove('track')
  const navigation = useContext(NavigationContext)
  return ({ item: { track }, onPlay, onPlayNext, onRemove }) => [
    { kind: 'action', id: 'play', label: t('library.play'), icon: <Icon of={IconPlayerPlay} size="s" />, onSelect: onPlay },
    { kind: 'action', id: 'next', label: t('library.playNext'), icon: <Icon of={IconPlaylistAdd} size="s" />, onSelect: onPlayNext },
    { kind: 'action', id: 'remove', label: t('player.remove'), icon: <Icon of={IconX} size="s" />, shortcut: 'Delete', onSelect: onRemove },
    { kind: 'line', id: 'line' },
    { kind: 'action', id: 'love', label: t(track.isLoved ? 'library.unlove' : 'library.love'), icon: <Icon of={IconHeart} size="s" />, onSelect: () => love([track.id], !track.isLoved) },
    { kind: 'action', id: 'album', label: t('library.goToAlbum'), icon: <Icon of={IconVinyl} size="s" />, isDisabled: track.albumId === null, onSelect: () => navigation?.go(`/album/${track.albumId}`) },
    { kind: 'action', id: 'artist', label: t('library.goToArtist'), icon: <Icon of={IconUser} size="s" />, isDisabled: track.artistId === null, onSelect: () => navigation?.go(`/artist/${track.artistId}`) },
  ]
}
