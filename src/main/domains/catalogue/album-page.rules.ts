import type { AlbumPage, AlbumTrack } from '#shared/contract/catalogue.contract.ts'
import { sideOf } from '#shared/model/record-side.ts'

type RankedEdition = { id: number; present: number; isLossless: number; tracks: number; year: number | null }
type PlacedTrack = AlbumTrack & { discSubtitle: string | null }

/** Best first: most of it on disk, without loss, most tracks, earliest. */
export function bestEditionFirst<E extends RankedEdition>(editions: readonly E[]): E[] {
  return editions.toSorted(
    (left, right) =>
      Number(right.present > 0) - Number(left.present > 0) ||
      (right.isLossless ?? 0) - (left.isLossless ?? 0) ||
      right.tracks - left.tracks ||
      (left.year ?? 9999) - (right.year ?? 9999) ||
      left.id - right.id,
  )
}

/** Tracks by disc, and a disc by its sides where its positions name them. */
export function discsOf(tracks: readonly PlacedTrack[]): AlbumPage['discs'] {
  const groups = Map.groupBy(tracks, (track) => `${track.discNumber} ${sideOf(track.position) ?? ''}`)
  return [...groups.values()].map((group) => ({
    number: group[0]?.discNumber ?? 1,
    subtitle: group.find((track) => track.discSubtitle !== null)?.discSubtitle ?? null,
    side: sideOf(group[0]?.position ?? ''),
    durationMs: group.reduce((sum, track) => sum + (track.durationMs ?? 0), 0),
    tracks: group.map(({ discSubtitle: _onTheDisc, ...track }) => track),
  }))
}
