import { Modal, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useNow } from '#renderer/app/use-now.ts'
import { momentOf, wallTimeOf } from '#renderer/features/journal/wall-time.ts'
import { sendToPlayer } from '#renderer/features/player/use-player.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Segmented } from '#renderer/ui/choice/Segmented.tsx'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { LinesSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import type { NeedleSide } from '#shared/contract/needle.contract.ts'
import styles from './Needle.module.css'
import { isLetter } from './side-name.ts'

const hows = ['vinyl', 'cd', 'tape'] as const
const aMinute = 60_000
const here = Intl.DateTimeFormat().resolvedOptions().timeZone

export type PutOnDialogProps = { album: { id: number; title: string }; onClose(): void }

/** Chooses what to put on: the side, the track, and whether it turns from now or turned earlier. */
export function PutOnDialog({ album, onClose }: PutOnDialogProps) {
  const t = useT()
  const { data: sides, error } = useQuery(api.needle.sides.queryOptions({ input: { albumId: album.id } }))
  return (
    <Modal opened onClose={onClose} title={t('needle.title', { name: album.title })} size="30rem" closeButtonProps={{ 'aria-label': t('common.close') }}>
      {error ? <p role="alert" className={styles.error}><ErrorText error={error} /></p> : !sides ? <Later><LinesSkeleton lines={4} /></Later> : sides.length === 0 ? <p>{t('needle.empty')}</p> : <PutOn album={album} sides={sides} onClose={onClose} />}
    </Modal>
  )
}

function PutOn({ album, sides, onClose }: PutOnDialogProps & { sides: readonly NeedleSide[] }) {
  const t = useT()
  const format = useFormat()
  const now = useNow()
  const [how, setHow] = useState<(typeof hows)[number]>('vinyl')
  const [name, setName] = useState(sides[0]?.side ?? '')
  const side = sides.find((each) => each.side === name)
  const [from, setFrom] = useState<string | null>(null)
  const [isEarlier, setEarlier] = useState(false)
  const [when, setWhen] = useState(() => wallTimeOf(Date.now() - (sides[0]?.durationMs ?? 0), here).slice(0, 16))
  const at = isEarlier ? momentOf(when, here) : null
  const isFuture = at !== null && at > now + aMinute
  const start = useMutation({
    ...api.needle.start.mutationOptions(),
    onSuccess: (session) => {
      onClose()
      if (session.state === 'playing') sendToPlayer({ type: 'pause' })
      showToast({ message: t(session.state === 'playing' ? 'needle.started' : 'needle.logged', { name: album.title }) })
    },
  })
  const label = ({ side: each, durationMs }: NeedleSide): string => t(each === '' ? 'needle.whole' : isLetter(each) ? 'needle.sideNamed' : 'needle.discNamed', { side: each, duration: format.duration(durationMs) })

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        const first = from === null ? undefined : Number(from)
        start.mutate({ albumId: album.id, side: name, how, ...(first !== undefined && { fromTrackId: first }), ...(at !== null && { startedAt: Math.min(at, Date.now()) }) })
      }}
    >
      <Segmented<(typeof hows)[number]> label={t('needle.how')} value={how} onChange={(next) => setHow(next)} options={hows.map((value) => ({ value, label: t(`home.source.${value}`) }))} />
      {sides.length > 1 && (
        <Select label={t('needle.side')} data={sides.map((each) => ({ value: each.side, label: label(each) }))} value={name} allowDeselect={false} onChange={(next) => {
          if (next === null) return
          setName(next)
          setFrom(null)
        }} />
      )}
      <Select label={t('needle.from')} data={(side?.tracks ?? []).map((track) => ({ value: String(track.trackId), label: `${track.position} ${track.title}`.trim() }))} value={from ?? String(side?.tracks[0]?.trackId ?? '')} allowDeselect={false} onChange={setFrom} />
      {side?.tracks.some(({ isGuessed }) => isGuessed) && <p className={styles.quiet}>{t('needle.guessed')}</p>}
      <Segmented label={t('needle.when')} value={isEarlier ? 'earlier' : 'now'} onChange={(next) => setEarlier(next === 'earlier')} options={(['now', 'earlier'] as const).map((value) => ({ value, label: t(`needle.${value}`) }))} />
      {isEarlier && <TextInput type="datetime-local" label={t('needle.startedAt')} value={when} error={isFuture && t('needle.future')} onChange={(event) => setWhen(event.currentTarget.value)} />}
      {start.error && <p role="alert" className={styles.error}><ErrorText error={start.error} /></p>}
      <div className={styles.actions}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" type="submit" disabled={start.isPending || isFuture || (isEarlier && at === null)}>{t('needle.start')}</Button>
      </div>
    </form>
  )
}
