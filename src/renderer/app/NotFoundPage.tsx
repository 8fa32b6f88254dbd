import { useT } from '#renderer/app/i18n/use-t.ts'
import { ButtonLink } from '#renderer/ui/button/ButtonLink.tsx'
import { Page } from '#renderer/ui/layout/Page.tsx'
import { Logo } from '#renderer/ui/marks/Logo.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'

/** An address that leads nowhere: an old link, or one typed by hand. */
export function NotFoundPage() {
  const t = useT()
  return (
    <Page>
      <EmptyState icon={<Logo />} title={t('states.noPageTitle')} text={t('states.noPageText')}>
        <ButtonLink variant="primary" href="/">{t('shell.home')}</ButtonLink>
      </EmptyState>
    </Page>
  )
}
