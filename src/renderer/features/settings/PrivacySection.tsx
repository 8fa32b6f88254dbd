import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ToldText } from '#renderer/app/i18n/told.tsx'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import styles from './Settings.module.css'
import type { SettingSectionProps } from './setting-section.ts'

/** What leaves this computer, and where everything lies. */
export function PrivacySection(_props: SettingSectionProps) {
  const t = useT()
  const [isShown, setShown] = useState(false)
  const format = useFormat()
  const { data: accounts } = useQuery(api.accounts.list.queryOptions())
  const { data: info } = useQuery(api.system.info.queryOptions())
  const { data: lines } = useQuery({ ...api.system.recentLog.queryOptions({ input: { lines: 300 } }), enabled: isShown, staleTime: 0 })
  const log = lines?.join('\n') ?? ''

  return (
    <div className={styles.rows}>
      <section className={styles.section}>
        <SectionHead title={t('settings.privacyTitle')} />
        {accounts && <p>{accounts.length === 0 ? t('settings.privacyNothing') : t('settings.privacyServices', { names: format.list(accounts.map(({ service, userName }) => `${t(`services.name.${service}`)} (${userName})`)) })}</p>}
        {info && <p className={styles.section}>{t('settings.dataFolder', { path: info.dataFolder })}</p>}
        {info && <p>{t(info.hasSystemKeyring ? 'settings.keyring' : 'settings.noKeyring')}</p>}
        {info?.warnings.map((warning) => <p key={warning.code} className={styles.warning}><ToldText told={warning.told} /></p>)}
      </section>
      <section className={styles.section}>
        <SectionHead title={t('settings.log')}>
          <Button size="s" onClick={() => setShown(true)}>{t('settings.showLog')}</Button>
          {lines && <Button size="s" variant="quiet" onClick={() => void navigator.clipboard.writeText(log)}>{t('settings.copyLog')}</Button>}
        </SectionHead>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard */}
        {lines && <pre className={styles.log} tabIndex={0}>{log}</pre>}
      </section>
      {info && <p className={`${styles.quiet} ${styles.section}`}>{t('settings.version', { version: info.version })}</p>}
    </div>
  )
}
