import { NumberInput, Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { momentOf, wallTimeOf } from '#renderer/features/journal/wall-time.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import { SettingRow } from './SettingRow.tsx'
import styles from './Settings.module.css'
import type { SettingSectionProps } from './setting-section.ts'

type Span = { id: number; when: string | null; zone: string }
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** When the day starts, and where the listener was: what the days of plays are counted by. */
export function TimeSection({ settings, update }: SettingSectionProps) {
  const t = useT()
  const { data, error, refetch } = useQuery(api.plays.zones.queryOptions())
  return (
    <div className={styles.rows}>
      <SettingRow name={t('settings.dayStartsAt')} text={t('settings.dayStartsAtText')}>
        {({ labelId }) => <NumberInput aria-labelledby={labelId} value={settings.dayStartsAt} min={0} max={23} allowDecimal={false} suffix=" h" w="6rem" onChange={(value) => typeof value === 'number' && update({ dayStartsAt: value })} />}
      </SettingRow>
      <section className={styles.section} aria-labelledby="zones">
        <SectionHead id="zones" title={t('zones.title')} />
        <p className={styles.quiet}>{t('zones.text')}</p>
        {error && <FailedState what={<ErrorText error={error} />} onRetry={() => void refetch()} />}
        {data && <Zones key={JSON.stringify(data)} kept={data} />}
      </section>
    </div>
  )
}

/** The list as it is being changed; it starts anew when what is kept changes. */
function Zones({ kept }: { kept: readonly { fromAt: number; zone: string }[] }) {
  const t = useT()
  const client = useQueryClient()
  const [spans, setSpans] = useState<Span[]>(() => (kept.length > 0 ? kept : [{ fromAt: 0, zone: here() }]).map(({ fromAt, zone }, id) => ({ id, zone, when: id === 0 ? null : wallTimeOf(fromAt, zone).slice(0, 16) })))
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  const first = kept[0]?.fromAt ?? 0
  const wanted = spans.map(({ when, zone }) => ({ zone, fromAt: when === null ? first : momentOf(when, zone) }))
  const isWhole = wanted.every(({ fromAt }) => fromAt !== null)
  const save = useMutation({
    ...api.plays.setZones.mutationOptions(),
    onError: (error) => showError(error),
    onSuccess: ({ jobId }) => {
      showToast({ message: t(jobId === null ? 'zones.unchanged' : 'zones.saved') })
      void client.invalidateQueries({ queryKey: api.plays.zones.key() })
    },
  })
  const change = (id: number, part: Partial<Span>): void => setSpans((all) => all.map((span) => (span.id === id ? { ...span, ...part } : span)))
  const add = (): void => setSpans((all) => [...all, { id: Math.max(...all.map(({ id }) => id)) + 1, zone: here(), when: wallTimeOf(Date.now(), here()).slice(0, 16) }])

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) save.mutate({ zones: wanted.flatMap(({ fromAt, zone }) => (fromAt === null ? [] : { fromAt, zone })) })
      }}
    >
      <ul className={styles.zones}>
        {spans.map(({ id, when, zone }) => (
          <li key={id} className={styles.zone}>
            {when === null ? (
              <span>{t('zones.always')}</span>
            ) : (
              <TextInput type="datetime-local" aria-label={t('zones.from')} value={when} error={momentOf(when, zone) === null && t('zones.invalid')} onChange={(event) => change(id, { when: event.currentTarget.value })} />
            )}
            <Select aria-label={t('zones.zone')} searchable limit={60} allowDeselect={false} data={zones.includes(zone) ? zones : [zone, ...zones]} value={zone} onChange={(next) => next && change(id, { zone: next })} />
            {when === null ? <span /> : <IconButton label={t('zones.remove', { zone })} icon={<Icon of={IconTrash} size="s" />} onClick={() => setSpans((all) => all.filter((span) => span.id !== id))} />}
          </li>
        ))}
      </ul>
      <div className={styles.bar}>
        <Button onClick={add}>{t('zones.add')}</Button>
        <Button variant="primary" type="submit" disabled={!isWhole || save.isPending}>{t('zones.save')}</Button>
      </div>
    </form>
  )
}
