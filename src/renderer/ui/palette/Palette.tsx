import { Modal } from '@mantine/core'
import { useT } from '#renderer/app/i18n/use-t.ts'
import styles from './Palette.module.css'
import { PaletteBox } from './PaletteBox.tsx'
import type { PaletteGroup } from './palette-item.ts'

export type PaletteProps = {
  isOpen: boolean
  onClose(): void
  query: string
  onQuery(query: string): void
  /** Results and commands, best first; empty groups are left out. */
  groups: readonly PaletteGroup[]
  /** The answer to the latest letters is still on its way: old results stay, nothing is said to be missing. */
  isSearching: boolean
}

/** Search everything, run every command: one field and a list, worked without leaving the keyboard. */
export function Palette({ isOpen, onClose, ...box }: PaletteProps) {
  const t = useT()
  return (
    <Modal.Root opened={isOpen} onClose={onClose} lockScroll={false} size="40rem" yOffset="10vh" transitionProps={{ transition: 'fade', duration: 120 }} classNames={{ overlay: styles.overlay, content: styles.content }}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.title')}>
        <PaletteBox onClose={onClose} {...box} />
      </Modal.Content>
    </Modal.Root>
  )
}
