import { IconDeviceSpeaker } from '@tabler/icons-react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useSettings } from '#renderer/features/settings/use-settings.ts'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { ActionMenu } from '#renderer/ui/menu/ActionMenu.tsx'
import type { MenuEntry } from '#renderer/ui/menu/menu-entry.ts'
import { useDevices } from './use-devices.ts'

/** Where the sound goes. */
export function DevicePicker() {
  const t = useT()
  const devices = useDevices()
  const { settings, update } = useSettings()
  const chosen = devices.find((device) => device.id === settings?.outputDeviceId)
  const choice = (id: string, name: string): MenuEntry => ({ kind: 'choice', id: id || 'system', label: name, isChosen: id === (chosen?.id ?? ''), onSelect: () => update({ outputDeviceId: id }) })
  const entries = (): MenuEntry[] => [
    { kind: 'title', id: 'title', label: t('player.output') },
    choice('', t('player.systemOutput')),
    ...devices.map((device) => choice(device.id, device.name)),
  ]
  return (
    <ActionMenu position="top-end" entries={entries}>
      <IconButton label={t('player.outputNamed', { name: chosen?.name ?? t('player.systemOutput') })} lit={chosen !== undefined} icon={<Icon of={IconDeviceSpeaker} />} />
    </ActionMenu>
  )
}
