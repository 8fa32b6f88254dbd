import { memo } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { Marks } from '#renderer/ui/marks/Marks.tsx'
import { AlbumTile } from '#renderer/ui/tile/AlbumTile.tsx'
import type { AlbumRow } from '#shared/contract/catalogue.contract.ts'

export type AlbumCardProps = { album: AlbumRow; width: number; isPlaying?: boolean; isInGrid?: boolean }

/** An album as a tile: cover, title, artist and its marks. */
export const AlbumCard = memo(function AlbumCard({ album, width, isPlaying = false, isInGrid = false }: AlbumCardProps) {
  const t = useT()
  const play = usePlayTracks()
  return (
    <AlbumTile
      name={album.title}
      href={`/album/${album.id}`}
      by={album.artist}
      byHref={album.artistId === null ? undefined : `/artist/${album.artistId}`}
      image={album.coverHash ? { hash: album.coverHash } : undefined}
      width={width}
      marks={<Marks onDisk={album.isOnDisk} plays={album.plays} />}
      isPlaying={isPlaying}
      isInGrid={isInGrid}
      {...(album.isOnDisk && { play: { label: t('library.playNamed', { name: album.title }), onPlay: () => play.playOf('album', [album.id]) } })}
    />
  )
})
