import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Settings, SettingsPatch } from '#shared/contract/settings.contract.ts'
import { api } from '#renderer/rpc.ts'

/** The settings, and a change that shows at once and goes back when the core refuses it. */
export function useSettings(): { settings: Settings | undefined; update(patch: SettingsPatch): void; error: Error | null } {
  const client = useQueryClient()
  const key = api.settings.get.queryKey()
  const { data } = useQuery(api.settings.get.queryOptions())
  const { mutate, error } = useMutation({
    ...api.settings.update.mutationOptions(),
    onMutate: (patch: SettingsPatch) => {
      const before = client.getQueryData<Settings>(key)
      if (before) client.setQueryData(key, { ...before, ...patch } as Settings)
      return before
    },
    onError: (_error, _patch, before) => client.setQueryData(key, before),
    onSuccess: (settings) => {
      // While a later change is on its way, this answer is already old.
      if (client.isMutating({ mutationKey: api.settings.update.mutationKey() }) === 1) client.setQueryData(key, settings)
    },
  })
  return { settings: data, update: useCallback((patch) => mutate(patch), [mutate]), error }
}
