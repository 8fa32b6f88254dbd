import { useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import { api } from '#renderer/rpc.ts'

/** Loves or unloves tracks, albums or artists; pages redraw from the event that follows. */
export function useLove(kind: 'track' | 'album' | 'artist'): (ids: number[], isLoved: boolean) => void {
  const { mutate } = useMutation({ ...api.catalogue.love.mutationOptions(), onError: (error) => showToast({ message: error.message }) })
  return useCallback((ids, isLoved) => mutate({ kind, ids, isLoved }), [mutate, kind])
}
