import { Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import styles from './JobsPage.module.css'
import { jobName } from './job-texts.ts'

/** What runs by itself, when it ran last and when it will next. */
export function Schedules() {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const { data: schedules } = useQuery(api.jobs.schedules.queryOptions())
  const refresh = { onSuccess: () => void client.invalidateQueries({ queryKey: api.jobs.schedules.key() }) }
  const update = useMutation({ ...api.jobs.updateSchedule.mutationOptions(), ...refresh })
  const run = useMutation({ ...api.jobs.runSchedule.mutationOptions(), ...refresh })
  if (!schedules || schedules.length === 0) return null

  return (
    <section className={styles.section} aria-labelledby="jobs-schedules">
      <SectionHead id="jobs-schedules" title={t('jobs.schedules')} />
      <ul>
        {schedules.map((schedule) => {
          const name = jobName(t, schedule.jobType)
          return (
            <li key={schedule.name} className={styles.line}>
              <Switch checked={schedule.isEnabled} label={name} onChange={(event) => update.mutate({ name: schedule.name, isEnabled: event.currentTarget.checked })} />
              <span className={`${styles.quiet} num`}>{schedule.lastRunAt === null ? t('jobs.neverRun') : t('jobs.last', { when: format.moment(schedule.lastRunAt) })}</span>
              <span className={`${styles.quiet} num`}>{schedule.isEnabled && schedule.nextRunAt !== null ? t('jobs.next', { when: format.moment(schedule.nextRunAt) }) : ''}</span>
              <Button size="s" variant="quiet" aria-label={`${t('jobs.runNow')}: ${name}`} onClick={() => run.mutate({ name: schedule.name })}>{t('jobs.runNow')}</Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
