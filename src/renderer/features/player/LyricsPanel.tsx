import { IconMicrophone2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { Block } from '#renderer/ui/state/Skeleton.tsx'
import styles from './Lyrics.module.css'
import { plainLyrics } from './lyrics-text.ts'
import { usePlayer } from './use-player.ts'

const ghostWidths = ['70%', '55%', '80%', '40%', '65%', '75%']

/** The words of what plays, as its file holds them. */
export function LyricsPanel() {
  const t = useT()
  const { state } = usePlayer()
  const track = state?.track ?? null
  const { data: lyrics, error, refetch } = useQuery({ ...api.catalogue.lyrics.queryOptions({ input: { trackId: track?.id ?? 1 } }), enabled: track !== null })

  if (!track) return <EmptyState icon={<Icon of={IconMicrophone2} />} title={t('player.nothing')} text={t('player.lyricsIdle')} />
  if (error) return <FailedState what={<ErrorText error={error} />} onRetry={() => void refetch()} />
  if (lyrics === undefined) {
    return (
      <Later>
        <div className={styles.lyrics}>{ghostWidths.map((width) => <Block key={width} width={width} height=".75rem" />)}</div>
      </Later>
    )
  }
  if (lyrics === null) return <EmptyState icon={<Icon of={IconMicrophone2} />} title={t('player.noLyrics')} text={t('player.noLyricsText')} />
  return <p key={track.id} className={styles.lyrics} data-selectable>{plainLyrics(lyrics.text)}</p>
}
