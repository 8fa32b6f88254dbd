import { useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Button } from '../button/Button.tsx'
import { FailedState } from './FailedState.tsx'

export type BrokenViewProps = { error: unknown; onReset(): void }

function reportOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error)
}

/** What stands in place of a part of the window that threw while drawing. */
export function BrokenView({ error, onReset }: BrokenViewProps) {
  const t = useT()
  const [isCopied, setCopied] = useState(false)
  const report = reportOf(error)
  return (
    <FailedState what={t('states.brokenTitle')} kept={t('states.brokenKept')} next={t('states.brokenNext')} details={report}>
      <Button variant="primary" onClick={onReset}>{t('states.openAgain')}</Button>
      <Button onClick={() => void navigator.clipboard.writeText(report).then(() => setCopied(true))}>{t(isCopied ? 'states.reportCopied' : 'states.copyReport')}</Button>
    </FailedState>
  )
}
