import { IconVinyl } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { PutOnDialog } from './PutOnDialog.tsx'

/** Puts the album on a record player, now or as it was earlier. */
export function PutOnButton({ album }: { album: { id: number; title: string } }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={<Icon of={IconVinyl} size="s" />} onClick={() => setOpen(true)}>{t('needle.putOn')}</Button>
      {isOpen && <PutOnDialog album={album} onClose={() => setOpen(false)} />}
    </>
  )
}
