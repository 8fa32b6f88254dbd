import { useQuery } from '@tanstack/react-query'
import { api } from '#renderer/rpc.ts'

/** The track that plays, from the state the core tells every window; null when nothing does. */
export function useNowPlaying(): { trackId: number; albumId: number | null } | null {
  const { data } = useQuery({ ...api.playback.state.queryOptions(), select: (state) => (state.track && state.status !== 'stopped' ? `${state.track.id} ${state.track.albumId ?? ''}` : '') })
  if (!data) return null
  const [trackId, albumId] = data.split(' ')
  return { trackId: Number(trackId), albumId: albumId ? Number(albumId) : null }
}
