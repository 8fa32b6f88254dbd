import { IconClockEdit, IconEar, IconEyeOff, IconHeart, IconPencil, IconPlayerPlay, IconPlaylistAdd, IconTrash, IconUser, IconVinyl } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useLove } from '#renderer/features/library/use-love.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import type { MenuEntry } from '#renderer/ui/menu/menu-entry.ts'
import type { PlayRow } from '#shared/contract/plays.contract.ts'
import type { PlayDialog } from './PlayDialogs.tsx'
import { usePlayChanges } from './use-play-changes.ts'

function trackIdsOf(plays: readonly PlayRow[]): number[] {
  return [...new Set(plays.flatMap((play) => (play.trackId !== null && play.isOnDisk ? [play.trackId] : [])))]
}

/** The context menu of one play, or of several that are selected. */
export function usePlayMenu(open: (dialog: PlayDialog) => void): (plays: readonly PlayRow[]) => MenuEntry[] {
  const t = useT()
  const router = useRouter()
  const player = usePlayTracks()
  const love = useLove('track')
  const changes = usePlayChanges()

  function musicEntries(plays: readonly PlayRow[]): MenuEntry[] {
    const trackIds = trackIdsOf(plays)
    if (trackIds.length === 0) return []
    const areLoved = plays.every((play) => play.isLoved)
    return [
      { kind: 'action', id: 'play', label: t('library.play'), icon: <Icon of={IconPlayerPlay} size="s" />, onSelect: () => player.play(trackIds) },
      { kind: 'action', id: 'next', label: t('library.playNext'), icon: <Icon of={IconPlaylistAdd} size="s" />, onSelect: () => player.add(trackIds, 'next') },
      { kind: 'action', id: 'last', label: t('library.playLast'), onSelect: () => player.add(trackIds, 'last') },
      { kind: 'action', id: 'love', label: t(areLoved ? 'library.unlove' : 'library.love'), icon: <Icon of={IconHeart} size="s" />, onSelect: () => love(trackIds, !areLoved) },
      { kind: 'line', id: 'line-music' },
    ]
  }

  function placeEntries({ albumId, artistId }: PlayRow): MenuEntry[] {
    const entries: MenuEntry[] = []
    if (albumId !== null) entries.push({ kind: 'action', id: 'album', label: t('library.goToAlbum'), icon: <Icon of={IconVinyl} size="s" />, onSelect: () => void router.navigate({ to: '/album/$id', params: { id: String(albumId) } }) })
    if (artistId !== null) {
      entries.push(
        { kind: 'action', id: 'artist', label: t('library.goToArtist'), icon: <Icon of={IconUser} size="s" />, onSelect: () => void router.navigate({ to: '/artist/$id', params: { id: String(artistId) } }) },
        { kind: 'action', id: 'only-artist', label: t('journal.menu.onlyArtist'), onSelect: () => void router.navigate({ to: '/journal', search: { artist: artistId } as never }) },
      )
    }
    if (entries.length > 0) entries.push({ kind: 'line', id: 'line-places' })
    return entries
  }

  function correctionEntries(play: PlayRow): MenuEntry[] {
    const correct = (what: 'artist' | 'album' | 'track') => () => open({ kind: 'correct', play, what })
    return [
      { kind: 'action', id: 'witnesses', label: t('journal.menu.witnesses'), icon: <Icon of={IconEar} size="s" />, onSelect: () => open({ kind: 'witnesses', play }) },
      { kind: 'action', id: 'edit', label: t('journal.menu.edit'), icon: <Icon of={IconClockEdit} size="s" />, isDisabled: play.isPlaying, onSelect: () => open({ kind: 'edit', play }) },
      {
        kind: 'more',
        id: 'correct',
        label: t('journal.menu.correct'),
        icon: <Icon of={IconPencil} size="s" />,
        entries: [
          { kind: 'action', id: 'correct-artist', label: t('journal.menu.correctArtist'), onSelect: correct('artist') },
          ...(play.album === null ? [] : [{ kind: 'action', id: 'correct-album', label: t('journal.menu.correctAlbum'), onSelect: correct('album') } satisfies MenuEntry]),
          { kind: 'action', id: 'correct-title', label: t('journal.menu.correctTitle'), onSelect: correct('track') },
          { kind: 'action', id: 'assign', label: t('journal.menu.assign'), onSelect: () => open({ kind: 'assign', play }) },
        ],
      },
      ...(play.isDoubtful ? [{ kind: 'action', id: 'doubtful', label: t('journal.menu.doubtful'), onSelect: () => void router.navigate({ to: '/journal/$view', params: { view: 'doubtful' } }) } satisfies MenuEntry] : []),
      { kind: 'line', id: 'line-corrections' },
      { kind: 'action', id: 'hide', label: t('journal.menu.hide'), icon: <Icon of={IconEyeOff} size="s" />, onSelect: () => changes.correct({ kind: 'hide', artist: play.artist, title: play.title }) },
    ]
  }

  return (plays) => {
    const ids = plays.filter((play) => !play.isPlaying).map((play) => play.id)
    const only = plays.length === 1 ? plays[0] : undefined
    const areDeleted = plays.every((play) => play.isDeleted)
    const last: MenuEntry = areDeleted
      ? { kind: 'action', id: 'restore', label: t('journal.menu.restore'), onSelect: () => changes.restore(ids) }
      : { kind: 'action', id: 'remove', label: only ? t('journal.menu.remove') : t('journal.menu.removeMany', { count: ids.length }), icon: <Icon of={IconTrash} size="s" />, shortcut: 'Delete', isDisabled: ids.length === 0, onSelect: () => changes.remove(ids) }
    return [...musicEntries(plays), ...(only ? [...placeEntries(only), ...correctionEntries(only)] : []), last]
  }
}
