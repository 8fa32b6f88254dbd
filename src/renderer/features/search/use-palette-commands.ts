import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { commandIds, effectiveKeys, shownKeys } from '#renderer/app/shortcuts/commands.ts'
import { isOffered, runCommand } from '#renderer/app/shortcuts/shortcut-handlers.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useSettings } from '#renderer/features/settings/use-settings.ts'
import { api } from '#renderer/rpc.ts'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import type { PaletteItem } from '#renderer/ui/palette/palette-item.ts'
import { fold } from '#shared/model/names.ts'

/** Every command whose name has the words typed; all of them while nothing is typed. */
export function usePaletteCommands(query: string): PaletteItem[] {
  const t = useT()
  const router = useRouter()
  const { settings, update } = useSettings()
  const scan = useMutation({ ...api.library.scan.mutationOptions(), onSuccess: () => showToast({ message: t('commands.scanStarted') }) })
  const backup = useMutation({ ...api.backups.create.mutationOptions(), onSuccess: () => showToast({ message: t('commands.backupStarted') }) })

  const keys = effectiveKeys(settings?.shortcuts ?? {})
  const byKey: PaletteItem[] = commandIds
    .filter((id) => id !== 'palette.open' && isOffered(id))
    .map((id) => ({ id, label: t(`commands.${id}`), ...(keys[id] && { shortcut: shownKeys(keys[id]) }), onSelect: () => void runCommand(id) }))
  const others: PaletteItem[] = [
    { id: 'scan', label: t('commands.scan'), onSelect: () => scan.mutate({}) },
    { id: 'addFolder', label: t('commands.addFolder'), onSelect: () => void router.navigate({ to: '/settings/$section', params: { section: 'folders' } }) },
    { id: 'imports', label: t('imports.open'), onSelect: () => void router.navigate({ to: '/imports' }) },
    { id: 'services', label: t('services.add'), onSelect: () => void router.navigate({ to: '/settings/$section', params: { section: 'services' } }) },
    { id: 'backup', label: t('commands.backup'), onSelect: () => backup.mutate(undefined) },
    { id: 'themeWalnut', label: t('commands.themeWalnut'), onSelect: () => update({ theme: 'walnut' }) },
    { id: 'themePaper', label: t('commands.themePaper'), onSelect: () => update({ theme: 'paper' }) },
    { id: 'themeSystem', label: t('commands.themeSystem'), onSelect: () => update({ theme: 'system' }) },
  ]
  const words = fold(query).split(' ').filter(Boolean)
  return [...byKey, ...others].filter((item) => words.every((word) => fold(item.label).includes(word)))
}
