import { useQuery } from '@tanstack/react-query'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useNowPlaying } from '#renderer/features/library/use-now-playing.ts'
import { api } from '#renderer/rpc.ts'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { LevelMark } from '#renderer/ui/marks/LevelMark.tsx'
import type { NowListening } from '#shared/contract/accounts.contract.ts'
import styles from './NowListeningMark.module.css'
import { sourceName } from './source-names.ts'

/** What a program ends is told by nobody. */
const lookEveryMs = 60_000

/** What the listener hears elsewhere, as one of their accounts or a scrobbler tells it; null while this player plays. */
export function useNowListening(): (NowListening & { service: string }) | null {
  const playing = useNowPlaying()
  const { data } = useQuery({
    ...api.accounts.list.queryOptions(),
    select: (accounts) => {
      const found = accounts.find((account) => account.nowListening !== null)
      return found?.nowListening ? { ...found.nowListening, service: found.service } : null
    },
  })
  const { data: scrobbled } = useQuery({
    ...api.accounts.scrobblers.queryOptions({ refetchInterval: ({ state }) => (state.data?.length ? lookEveryMs : false) }),
    select: ([first]) => (first ? { ...first.nowListening, service: 'submission' } : null),
  })
  return playing ? null : (data ?? scrobbled ?? null)
}

/** In the title bar: what plays elsewhere right now. */
export function NowListeningMark() {
  const t = useT()
  const listening = useNowListening()
  if (!listening) return null
  const words = t('journal.listening.words', { title: listening.title, artist: listening.artist })
  const label = t('journal.listening.label', { title: listening.title, artist: listening.artist, service: sourceName(t, listening.service) })
  return (
    <AppLink href={listening.albumId === null ? '/journal' : `/album/${listening.albumId}`} className={styles.mark} title={label} aria-label={label}>
      <LevelMark />
      <span className="clip">{words}</span>
    </AppLink>
  )
}
