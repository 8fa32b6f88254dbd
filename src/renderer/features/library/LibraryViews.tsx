import { useT } from '#renderer/app/i18n/use-t.ts'
import { SegmentedNav } from '#renderer/ui/choice/SegmentedNav.tsx'

const views = ['albums', 'artists', 'tracks', 'genres', 'folders'] as const

/** The ways to look at the library, each with an address of its own. */
export function LibraryViews({ current }: { current: string }) {
  const t = useT()
  return <SegmentedNav label={t('library.title')} links={views.map((view) => ({ href: `/library/${view}`, label: t(`library.views.${view}`), current: view === current }))} />
}
