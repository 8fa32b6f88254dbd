import { IconHeart, IconNotebook, IconPlayerPlay, IconPlaylistAdd, IconUser, IconVinyl } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import type { MenuEntry } from '#renderer/ui/menu/menu-entry.ts'
import { useLove } from './use-love.ts'

/** What a track's menu needs to know of it. */
export type MenuTrack = { id: number; isLoved: boolean; artistId: number | null; albumId: number | null; fileId?: number | undefined }

/** The context menu of one track, or of several that are selected. */
export function useTrackMenu(): (tracks: readonly MenuTrack[]) => MenuEntry[] {
  const t = useT()
  const router = useRouter()
  const play = usePlayTracks()
  const love = useLove('track')
  const { data: info } = useQuery(api.system.info.queryOptions())

  return (tracks) => {
    const ids = tracks.map((track) => track.id)
    const only = tracks.length === 1 ? tracks[0] : undefined
    const areLoved = tracks.every((track) => track.isLoved)
    const entries: MenuEntry[] = [
      { kind: 'action', id: 'play', label: t('library.play'), icon: <Icon of={IconPlayerPlay} size="s" />, onSelect: () => play.play(ids) },
      { kind: 'action', id: 'next', label: t('library.playNext'), icon: <Icon of={IconPlaylistAdd} size="s" />, onSelect: () => play.add(ids, 'next') },
      { kind: 'action', id: 'last', label: t('library.playLast'), onSelect: () => play.add(ids, 'last') },
      { kind: 'line', id: 'line-1' },
      { kind: 'action', id: 'love', label: t(areLoved ? 'library.unlove' : 'library.love'), icon: <Icon of={IconHeart} size="s" />, onSelect: () => love(ids, !areLoved) },
    ]
    if (only?.albumId) entries.push({ kind: 'action', id: 'album', label: t('library.goToAlbum'), icon: <Icon of={IconVinyl} size="s" />, onSelect: () => void router.navigate({ to: '/album/$id', params: { id: String(only.albumId) } }) })
    if (only?.artistId) entries.push({ kind: 'action', id: 'artist', label: t('library.goToArtist'), icon: <Icon of={IconUser} size="s" />, onSelect: () => void router.navigate({ to: '/artist/$id', params: { id: String(only.artistId) } }) })
    if (only) entries.push({ kind: 'action', id: 'plays', label: t('journal.showPlays'), icon: <Icon of={IconNotebook} size="s" />, onSelect: () => void router.navigate({ to: '/journal', search: { track: only.id } as never }) })
    const { fileId } = only ?? {}
    if (fileId !== undefined && info?.host === 'electron') entries.push({ kind: 'action', id: 'file', label: t('library.showFile'), onSelect: () => void rpc.system.showFile({ fileId }) })
    return entries
  }
}
