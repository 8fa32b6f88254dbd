import { useRouter } from '@tanstack/react-router'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useCommand } from '#renderer/app/shortcuts/shortcut-handlers.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { Palette } from '#renderer/ui/palette/Palette.tsx'
import type { PaletteGroup, PaletteItem } from '#renderer/ui/palette/palette-item.ts'
import { usePaletteStore } from './palette.store.ts'
import { usePaletteCommands } from './use-palette-commands.ts'
import { useSuggestions } from './use-suggestions.ts'

function image(hash: string | null) {
  return hash ? { hash } : undefined
}

/** Search over everything, and every command. */
export function CommandPalette() {
  const t = useT()
  const router = useRouter()
  const { isOpen, query, open, close, setQuery } = usePaletteStore()
  const { data, isFetching } = useSuggestions(query, isOpen)
  const commands = usePaletteCommands(query)
  const play = usePlayTracks()
  useCommand('palette.open', open)

  const found = query.trim() ? data : undefined
  const artists: PaletteItem[] = (found?.artists ?? []).map((artist) => ({
    id: `artist-${artist.id}`,
    label: artist.name,
    note: artist.albums > 0 ? t('common.albums', { count: artist.albums }) : t('common.tracks', { count: artist.tracks }),
    picture: <Cover name={artist.name} image={image(artist.imageHash ?? artist.coverHashes[0] ?? null)} size={28} round />,
    onSelect: () => void router.navigate({ to: '/artist/$id', params: { id: String(artist.id) } }),
    onQueue: () => play.queueOf('artist', [artist.id], 'last'),
  }))
  const albums: PaletteItem[] = (found?.albums ?? []).map((album) => ({
    id: `album-${album.id}`,
    label: album.title,
    note: album.year ? `${album.artist}, ${album.year}` : album.artist,
    picture: <Cover name={album.title} image={image(album.coverHash)} size={28} />,
    onSelect: () => void router.navigate({ to: '/album/$id', params: { id: String(album.id) } }),
    onQueue: () => play.queueOf('album', [album.id], 'last'),
  }))
  const tracks: PaletteItem[] = (found?.tracks ?? []).map((track) => ({
    id: `track-${track.id}`,
    label: track.title,
    note: track.artist,
    picture: <Cover name={track.album ?? track.title} image={image(track.coverHash)} size={28} />,
    onSelect: () => play.play([track.id]),
    onQueue: () => play.add([track.id], 'last'),
  }))

  const groups: PaletteGroup[] = [
    { id: 'artists', label: t('palette.artists'), items: artists },
    { id: 'albums', label: t('palette.albums'), items: albums },
    { id: 'tracks', label: t('palette.tracks'), items: tracks },
  ]
  // The group with the single best match leads.
  const top = found?.top && `${found.top.kind}s`
  groups.sort((left, right) => Number(right.id === top) - Number(left.id === top))
  groups.push({ id: 'commands', label: t('palette.commands'), items: commands })

  return <Palette isOpen={isOpen} onClose={close} query={query} onQuery={setQuery} groups={groups} isSearching={isFetching} />
}
