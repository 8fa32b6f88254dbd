import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useNow } from '#renderer/app/use-now.ts'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { AlbumStrip } from '#renderer/features/library/AlbumStrip.tsx'
import { api } from '#renderer/rpc.ts'
import { Page, PageHead } from '#renderer/ui/layout/Page.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { FirstStart } from './FirstStart.tsx'
import { Hero } from './Hero.tsx'
import { HomeSkeleton } from './HomeSkeleton.tsx'
import { ListeningElsewhere } from './ListeningElsewhere.tsx'
import { OnThisDay } from './OnThisDay.tsx'
import { ScanStrip } from './ScanStrip.tsx'

/** Where the day begins: what plays, what was heard, what came in and what waits. */
export function HomePage() {
  const t = useT()
  const format = useFormat()
  const now = useNow()
  const { data: home, error, refetch } = useQuery(api.catalogue.home.queryOptions())
  const more = (search: string) => ({ label: t('common.seeAll'), href: `/library/albums${search}` })

  if (error && !home) return <Page><FailedState what={<ErrorText error={error} />} onRetry={() => void refetch()} /></Page>
  if (!home) return <Page><Later><HomeSkeleton /></Later></Page>
  if (home.isEmpty) return <Page><FirstStart /></Page>
  return (
    <Page>
      <PageHead title={format.weekday(now)}>
        {home.today.plays > 0 && <span className="num">{t('home.today', { plays: t('common.plays', { count: home.today.plays }), duration: format.duration(home.today.heardMs) })}</span>}
      </PageHead>
      <ScanStrip />
      <ListeningElsewhere />
      <Hero lastHeard={home.lastHeard} />
      <AlbumStrip title={t('home.recentlyAdded')} albums={home.recentlyAdded} more={more('')} />
      <OnThisDay />
      <AlbumStrip title={t('home.backInRotation')} albums={home.backInRotation} more={more('?truth=heard')} />
      <AlbumStrip title={t('home.unheard')} albums={home.unheard} more={more('?truth=notHeard')} />
    </Page>
  )
}
