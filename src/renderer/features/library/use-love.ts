import { useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '#renderer/rpc.ts'
import { showError } from '#renderer/ui/feedback/toast.tsx'

/** Loves or unloves tracks, albums or artists; pages redraw from the event that follows. */
export function useLove(kind: 'track' | 'album' | 'artist'): (ids: number[], isLoved: boolean) => void {
  const { mutate } = useMutation({ ...api.catalogue.love.mutationOptions(), onError: (error) => showError(error) })
  return useCallback((ids, isLoved) => mutate({ kind, ids, isLoved }), [mutate, kind])
}
