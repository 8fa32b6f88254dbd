import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import type { Correction } from '#shared/contract/corrections.contract.ts'

const most = 1000

/** Changes of the history from anywhere in the window; each is said, and can be taken back where it can be. */
export type PlayChanges = {
  remove(ids: readonly number[]): void
  restore(ids: readonly number[]): void
  correct(correction: Correction): void
  decide(playId: number, otherId: number, isOne: boolean): void
}

/** See {@link PlayChanges}. Pages redraw from the event that follows. */
export function usePlayChanges(): PlayChanges {
  const t = useT()
  const { mutate: correct } = useMutation({
    ...api.corrections.make.mutationOptions(),
    onError: (error) => showError(error),
    onSuccess: ({ id, effect }, correction) => {
      const plays = t('common.plays', { count: effect.plays })
      showToast({
        message: t(correction.kind === 'hide' ? 'journal.correct.hidden_done' : 'journal.correct.done', { plays }),
        undo: { label: t('common.undo'), onUndo: () => void rpc.corrections.undo({ id }).then(() => showToast({ message: t('journal.correct.undone') }), showError) },
      })
    },
  })
  return useMemo(() => {
    const restore = async (ids: readonly number[]): Promise<void> => {
      const { restored } = await rpc.plays.restore({ ids: ids.slice(0, most) })
      showToast({ id: 'plays-changed', message: t('journal.restored', { count: restored }) })
    }
    const remove = async (ids: readonly number[]): Promise<void> => {
      const { removed } = await rpc.plays.remove({ ids: ids.slice(0, most) })
      if (removed > 0) showToast({ id: 'plays-changed', message: t('journal.removed', { count: removed }), undo: { label: t('common.undo'), onUndo: () => void restore(ids).catch(showError) } })
    }
    const decide = async (playId: number, otherId: number, isOne: boolean): Promise<void> => {
      await rpc.plays.decide({ playId, otherId, isOne })
      showToast({ message: t(isOne ? 'journal.doubtful.joined' : 'journal.doubtful.kept') })
    }
    return {
      remove: (ids) => void remove(ids).catch(showError),
      restore: (ids) => void restore(ids).catch(showError),
      correct: (correction) => correct(correction),
      decide: (playId, otherId, isOne) => void decide(playId, otherId, isOne).catch(showError),
    }
  }, [t, correct])
}
