import { IconArrowsShuffle, IconHeart, IconNotebook, IconPlayerPlay, IconPlaylistAdd, IconUser } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import type { MenuEntry } from '#renderer/ui/menu/menu-entry.ts'
import { useLove } from './use-love.ts'

/** What an album's menu needs to know of it. */
export type MenuAlbum = { id: number; isLoved: boolean; artistId: number | null }

/** The context menu of one album, or of several that are selected. */
export function useAlbumMenu(): (albums: readonly MenuAlbum[]) => MenuEntry[] {
  const t = useT()
  const router = useRouter()
  const play = usePlayTracks()
  const love = useLove('album')

  return (albums) => {
    const ids = albums.map((album) => album.id)
    const only = albums.length === 1 ? albums[0] : undefined
    const areLoved = albums.every((album) => album.isLoved)
    return [
      { kind: 'action', id: 'play', label: t('library.play'), icon: <Icon of={IconPlayerPlay} size="s" />, onSelect: () => play.playOf('album', ids) },
      { kind: 'action', id: 'shuffle', label: t('library.shuffle'), icon: <Icon of={IconArrowsShuffle} size="s" />, onSelect: () => play.playOf('album', ids, { isShuffled: true }) },
      { kind: 'action', id: 'next', label: t('library.playNext'), icon: <Icon of={IconPlaylistAdd} size="s" />, onSelect: () => play.queueOf('album', ids, 'next') },
      { kind: 'action', id: 'last', label: t('library.playLast'), onSelect: () => play.queueOf('album', ids, 'last') },
      { kind: 'line', id: 'line-1' },
      { kind: 'action', id: 'love', label: t(areLoved ? 'library.unlove' : 'library.love'), icon: <Icon of={IconHeart} size="s" />, onSelect: () => love(ids, !areLoved) },
      ...(only?.artistId
        ? [{ kind: 'action', id: 'artist', label: t('library.goToArtist'), icon: <Icon of={IconUser} size="s" />, onSelect: () => void router.navigate({ to: '/artist/$id', params: { id: String(only.artistId) } }) } satisfies MenuEntry]
        : []),
      ...(only ? [{ kind: 'action', id: 'plays', label: t('journal.showPlays'), icon: <Icon of={IconNotebook} size="s" />, onSelect: () => void router.navigate({ to: '/journal', search: { album: only.id } as never }) } satisfies MenuEntry] : []),
    ]
  }
}
