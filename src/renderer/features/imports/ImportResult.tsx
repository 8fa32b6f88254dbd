import type { TFunction } from 'i18next'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { ToldText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import type { imports } from '#renderer/app/i18n/en/imports.ts'
import { sourceName } from '#renderer/features/journal/source-names.ts'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import type { ImportCounts, ImportReport } from '#shared/contract/imports.contract.ts'
import type { ChosenFile } from './chosen-file.ts'
import { nameOfPath } from './chosen-file.ts'
import styles from './Imports.module.css'

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, count) => all + count, 0)

function outcomeName(t: TFunction, outcome: string): string {
  return t(`imports.outcome.${outcome as keyof (typeof imports)['outcome']}`, { defaultValue: outcome })
}

/** What became, or would become, of every row: a table by file, why rows were left out, and examples of each outcome. */
export function ImportResult({ title, report, files: chosen }: { title: string; report: ImportReport; files: readonly ChosenFile[] }) {
  const t = useT()
  const format = useFormat()
  const { counts, files, samples, firstAt, lastAt } = report
  const nameOf = (path: string): string => chosen.find((file) => path === file.path)?.name ?? nameOfPath(path)
  const columns = ['rows', 'added', 'attached', 'duplicate', 'skippedTotal', 'rejectedTotal'] as const
  const cells = (row: ImportCounts): number[] => [row.rows, row.added, row.attached, row.duplicates, sum(row.skipped), sum(row.rejected)]
  const reasons = Object.entries({ ...counts.skipped, ...counts.rejected }).filter(([, count]) => count > 0)
  const byOutcome = [...Map.groupBy(samples, ({ outcome }) => outcome)]

  return (
    <section className={styles.result} aria-labelledby="import-result">
      <SectionHead id="import-result" title={title} note={firstAt !== null && lastAt !== null && t('imports.span', { from: format.date(firstAt), to: format.date(lastAt) })} />
      {counts.rows === 0 && <p>{t('imports.nothing')}</p>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard */}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={title}>
        <table className={`${styles.table} num`}>
          <thead>
            <tr>
              <th scope="col">{t('imports.file')}</th>
              <th scope="col">{t('imports.format')}</th>
              {columns.map((column) => <th key={column} scope="col">{t(`imports.${column}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {files.map((file) => (
              <tr key={file.path}>
                <th scope="row" title={file.path}>{nameOf(file.path)}{file.problem && <p className={styles.warning}><ToldText told={file.problem} /></p>}</th>
                <td>{file.format === null ? t('imports.noPlays') : sourceName(t, file.format)}</td>
                {cells(file.counts).map((count, at) => <td key={columns[at]} data-none={count === 0 || undefined}>{format.number(count)}</td>)}
              </tr>
            ))}
          </tbody>
          {files.length > 1 && (
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>{t('imports.total')}</th>
                {cells(counts).map((count, at) => <td key={columns[at]}>{format.number(count)}</td>)}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <p className={`${styles.facts} num`}>
        {counts.added > 0 && <span>{t('common.plays', { count: counts.added })}, {format.number(counts.matched)} {t('imports.matched')}</span>}
        {counts.loves > 0 && <span>{t('imports.loves', { count: counts.loves })}</span>}
        {counts.figures > 0 && <span>{t('imports.figures', { count: counts.figures })}</span>}
        {reasons.map(([reason, count]) => <span key={reason}>{outcomeName(t, reason)}: {format.number(count)}</span>)}
      </p>
      {byOutcome.length > 0 && (
        <details className={styles.samples}>
          <summary>{t('imports.samples')}</summary>
          {byOutcome.map(([outcome, rows]) => (
            <div key={outcome}>
              <h3>{outcomeName(t, outcome)}</h3>
              <ul>
                {rows.map((row, at) => (
                  <li key={at}>
                    <span>{[row.title, row.artist].filter(Boolean).join(' · ') || t('common.unknown')}</span>
                    <span className="num">{row.startedAt !== null && `${format.moment(row.startedAt)}, `}{nameOf(row.path)}, {t('imports.line', { line: format.number(row.line) })}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </details>
      )}
    </section>
  )
}
