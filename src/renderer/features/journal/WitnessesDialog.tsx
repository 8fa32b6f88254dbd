import { Modal } from '@mantine/core'
import { useT } from '#renderer/app/i18n/use-t.ts'
import type { PlayRow } from '#shared/contract/plays.contract.ts'
import { Witnesses } from './Witnesses.tsx'

export function WitnessesDialog({ play, onClose }: { play: PlayRow; onClose(): void }) {
  const t = useT()
  return (
    <Modal opened onClose={onClose} title={t('journal.witnesses.title')} size="34rem" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Witnesses play={play} />
    </Modal>
  )
}
