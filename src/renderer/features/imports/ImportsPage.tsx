import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import { Page, PageHead } from '#renderer/ui/layout/Page.tsx'
import { importOptionsSchema } from '#shared/contract/imports.contract.ts'
import { ChooseFiles } from './ChooseFiles.tsx'
import type { ChosenFile } from './chosen-file.ts'
import { ImportHistory } from './ImportHistory.tsx'
import { ImportOptionsForm } from './ImportOptionsForm.tsx'
import { ImportProgress } from './ImportProgress.tsx'
import { ImportResult } from './ImportResult.tsx'
import styles from './Imports.module.css'

/** Files with plays of other programs: looked at first, then taken in, and taken back as a whole. */
export function ImportsPage() {
  const t = useT()
  const [chosen, setChosen] = useState<readonly ChosenFile[]>([])
  const [options, setOptions] = useState(() => importOptionsSchema.parse({}))
  const [dryRunId, setDryRunId] = useState<number>()
  const [running, setRunning] = useState<{ importId: number; jobId: number }>()
  const source = { paths: chosen.map(({ path }) => path), options }
  const dryRun = useMutation({ ...api.imports.dryRun.mutationOptions(), onError: (error) => showError(error), onSuccess: ({ jobId }) => setDryRunId(jobId) })
  const start = useMutation({
    ...api.imports.start.mutationOptions(),
    onError: (error) => showError(error),
    onSuccess: (ids) => {
      setRunning(ids)
      showToast({ message: t('imports.started') })
    },
  })
  const { data: report } = useQuery({ ...api.imports.dryRunReport.queryOptions({ input: { jobId: dryRunId ?? 1 } }), enabled: dryRunId !== undefined && !running, refetchInterval: (query) => (query.state.data ? false : 500) })
  const { data: entry } = useQuery({ ...api.imports.get.queryOptions({ input: { id: running?.importId ?? 1 } }), enabled: running !== undefined })

  function choose(next: readonly ChosenFile[]): void {
    setChosen(next)
    setDryRunId(undefined)
  }

  function again(): void {
    choose([])
    setRunning(undefined)
  }

  const shown = running ? (entry?.state === 'running' ? undefined : entry?.report) : dryRunId === undefined ? undefined : report
  return (
    <Page>
      <PageHead title={t('imports.title')} />
      <div className={styles.centre}>
        <p>{t('imports.text')}</p>
        <p className={styles.quiet}>{t('imports.formats')}</p>
        {!running && <ChooseFiles chosen={chosen} onChange={choose} />}
        {!running && chosen.length > 0 && (
          <>
            <ImportOptionsForm
              options={options}
              needsZone={report?.needsZone === true && dryRunId !== undefined}
              onChange={(next) => {
                setOptions(next)
                setDryRunId(undefined)
              }}
            />
            <div className={styles.actions}>
              <Button variant={shown ? 'plain' : 'primary'} disabled={dryRun.isPending || (dryRunId !== undefined && !report)} onClick={() => dryRun.mutate(source)}>{t('imports.look')}</Button>
              {shown && <Button variant="primary" disabled={start.isPending || shown.counts.rows === 0} onClick={() => start.mutate(source)}>{t('imports.start')}</Button>}
            </div>
          </>
        )}
        {dryRunId !== undefined && !report && !running && <ImportProgress jobId={dryRunId} label={t('imports.looking')} onFailed={() => setDryRunId(undefined)} />}
        {running && entry?.state === 'running' && <ImportProgress jobId={running.jobId} label={t('imports.started')} onFailed={() => undefined} />}
        {shown && <ImportResult title={t(running ? 'imports.done' : 'imports.result')} report={shown} files={chosen} />}
        {running && entry && entry.state !== 'running' && <div className={styles.actions}><Button onClick={again}>{t('imports.again')}</Button></div>}
      </div>
      <ImportHistory />
    </Page>
  )
}
