import { useParams } from '@tanstack/react-router'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Page, PageHead } from '#renderer/ui/layout/Page.tsx'
import { SegmentedNav } from '#renderer/ui/choice/SegmentedNav.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { LinesSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import { AppearanceSection } from './AppearanceSection.tsx'
import { BackupsSection } from './BackupsSection.tsx'
import { CorrectionsSection } from './corrections/CorrectionsSection.tsx'
import { FoldersSection } from './folders/FoldersSection.tsx'
import { PlaybackSection } from './PlaybackSection.tsx'
import { PrivacySection } from './PrivacySection.tsx'
import { ServicesSection } from './services/ServicesSection.tsx'
import styles from './Settings.module.css'
import { ShortcutsSection } from './ShortcutsSection.tsx'
import { TimeSection } from './TimeSection.tsx'
import { useSettings } from './use-settings.ts'

const sections = { folders: FoldersSection, playback: PlaybackSection, services: ServicesSection, corrections: CorrectionsSection, time: TimeSection, appearance: AppearanceSection, shortcuts: ShortcutsSection, backups: BackupsSection, privacy: PrivacySection }
type SectionId = keyof typeof sections

/** Everything a person can choose, by section; each has an address of its own. */
export function SettingsPage() {
  const t = useT()
  const params = useParams({ strict: false })
  const section: SectionId = params.section !== undefined && params.section in sections ? (params.section as SectionId) : 'folders'
  const { settings, update, error } = useSettings()
  const Section = sections[section]

  return (
    <Page>
      <PageHead
        title={t('settings.title')}
        views={<SegmentedNav label={t('settings.title')} links={(Object.keys(sections) as SectionId[]).map((id) => ({ href: `/settings/${id}`, label: t(`settings.sections.${id}`), current: id === section }))} />}
      />
      {settings ? <Section settings={settings} update={update} /> : error ? <FailedState what={<ErrorText error={error} />} /> : <div className={styles.rows}><Later><LinesSkeleton /></Later></div>}
    </Page>
  )
}
