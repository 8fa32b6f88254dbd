import type { PlayRow } from '#shared/contract/plays.contract.ts'
import { AssignDialog } from './AssignDialog.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import type { Correctable } from './CorrectDialog.tsx'
import { EditPlayDialog } from './EditPlayDialog.tsx'
import { WitnessesDialog } from './WitnessesDialog.tsx'

/** What is open over a list of plays. */
export type PlayDialog = { kind: 'witnesses' | 'edit' | 'assign'; play: PlayRow } | { kind: 'correct'; play: PlayRow; what: Correctable }

export function PlayDialogs({ dialog, onClose }: { dialog: PlayDialog | undefined; onClose(): void }) {
  if (!dialog) return null
  const { play } = dialog
  switch (dialog.kind) {
    case 'witnesses': return <WitnessesDialog play={play} onClose={onClose} />
    case 'edit': return <EditPlayDialog play={play} onClose={onClose} />
    case 'assign': return <AssignDialog heardTextId={play.heardTextId} title={play.title} artist={play.artist} playId={play.id} onClose={onClose} />
    case 'correct': return <CorrectDialog artist={play.artist} album={play.album} title={play.title} what={dialog.what} onClose={onClose} />
  }
}
