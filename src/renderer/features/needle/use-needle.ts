import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { announce } from '#renderer/app/announcements.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import type { NeedleSession } from '#shared/contract/needle.contract.ts'

const askAgainMs = 60_000
const redrawMs = 500

/** The record that turns, as the core last told it. */
export function useNeedleSession(): NeedleSession | null {
  const { data } = useQuery({ ...api.needle.current.queryOptions(), refetchInterval: (query) => (query.state.data ? askAgainMs : false) })
  return data ?? null
}

/** The time, redrawn while the record turns. */
export function useNeedleClock(isTurning: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isTurning) return
    const timer = setInterval(() => setNow(Date.now()), redrawMs)
    return () => clearInterval(timer)
  }, [isTurning])
  return now
}

/** Says once that the side has ended, with the way to the next one. */
export function useFlipReminder(session: NeedleSession | null): void {
  const t = useT()
  const turning = useRef<number>(undefined)
  useEffect(() => {
    if (!session) return
    if (session.state !== 'ended') {
      turning.current = session.id
      return
    }
    if (turning.current !== session.id) return
    turning.current = undefined
    const message = session.side === null ? t('needle.endedWhole') : t('needle.endedNotice', { name: session.title, side: session.side })
    announce(message)
    showToast({ id: 'needle', message, stays: session.nextSide !== null })
  }, [session, t])
}

/** What can be done to the record; each answers with how it stands then. */
export function useNeedleActions() {
  const client = useQueryClient()
  const keep = {
    onError: (error: Error) => showError(error),
    onSuccess: (session: NeedleSession) => client.setQueryData(api.needle.current.queryKey(), session),
  }
  const refresh = () => void client.invalidateQueries({ queryKey: api.needle.current.key() })
  const { mutate: pause } = useMutation({ ...api.needle.pause.mutationOptions(), ...keep })
  const { mutate: resume } = useMutation({ ...api.needle.resume.mutationOptions(), ...keep })
  const { mutate: seek } = useMutation({ ...api.needle.seek.mutationOptions(), ...keep })
  const { mutate: flip } = useMutation({ ...api.needle.flip.mutationOptions(), ...keep })
  const { mutate: lift } = useMutation({ ...api.needle.lift.mutationOptions(), onError: keep.onError, onSuccess: refresh })
  const { mutate: discard } = useMutation({ ...api.needle.discard.mutationOptions(), onError: keep.onError, onSuccess: refresh })
  return { pause: () => pause(undefined), resume: () => resume(undefined), seek: (trackId: number) => seek({ trackId }), flip: () => flip(undefined), lift: () => lift({}), discard: (id: number) => discard({ id }) }
}
