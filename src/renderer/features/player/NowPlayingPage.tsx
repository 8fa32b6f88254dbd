import { IconChevronDown, IconMicrophone2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useCommand } from '#renderer/app/shortcuts/shortcut-handlers.ts'
import { useLove } from '#renderer/features/library/use-love.ts'
import { api } from '#renderer/rpc.ts'
import { ButtonLink } from '#renderer/ui/button/ButtonLink.tsx'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { LoveButton } from '#renderer/ui/button/LoveButton.tsx'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { ImageSourceContext } from '#renderer/ui/cover/image-source.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { useArtStyle } from '#renderer/ui/layout/use-art-style.ts'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { QualityBadge } from '#renderer/ui/marks/QualityBadge.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { Block } from '#renderer/ui/state/Skeleton.tsx'
import { CreditLinks } from '#renderer/ui/text/CreditLinks.tsx'
import type { TrackRow } from '#shared/contract/catalogue.contract.ts'
import type { PlaybackState } from '#shared/contract/playback.contract.ts'
import { DevicePicker } from './DevicePicker.tsx'
import { LyricsPanel } from './LyricsPanel.tsx'
import styles from './NowPlayingPage.module.css'
import { PlayHere } from './PlayHere.tsx'
import { More, Seek, Transport, Volume } from './PlayerSlot.tsx'
import { usePlayer } from './use-player.ts'

/** What plays, with nothing else in the window: the cover is the light. */
export function NowPlayingPage() {
  const t = useT()
  const { state } = usePlayer()
  const close = useClose()
  return (
    <div className={styles.window}>
      <h1 className="vh">{t('player.nowPlaying')}</h1>
      {state === undefined ? <Later><div className={styles.waiting}><Block width="min(32vw, 60vh)" height="min(32vw, 60vh)" /><Block width="60%" height="2.5rem" /></div></Later> : state.track ? <Playing state={state} track={state.track} onClose={close} /> : <Nothing onClose={close} />}
    </div>
  )
}

function useClose(): () => void {
  const router = useRouter()
  const close = useCallback(() => {
    if (router.history.canGoBack()) router.history.back()
    else void router.navigate({ to: '/' })
  }, [router])
  useCommand('page.nowPlaying', close)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isForOthers = event.defaultPrevented || (event.target instanceof Element && event.target.closest('[role=dialog], [role=menu]') !== null)
      if (event.key === 'Escape' && !isForOthers) close()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [close])
  return close
}

function Nothing({ onClose }: { onClose(): void }) {
  const t = useT()
  return (
    <div className={styles.nothing}>
      <Bar onClose={onClose} />
      <EmptyState title={t('player.nothing')} text={t('player.nothingText')}>
        <ButtonLink variant="primary" href="/library/albums">{t('shell.library')}</ButtonLink>
      </EmptyState>
    </div>
  )
}

function Bar({ onClose, children }: { onClose(): void; children?: ReactNode }) {
  const t = useT()
  return (
    <div className={styles.bar}>
      <IconButton label={t('common.close')} shortcut="Esc" icon={<Icon of={IconChevronDown} />} onClick={onClose} />
      <span className={styles.tools}>{children}</span>
    </div>
  )
}

function Playing({ state, track, onClose }: { state: PlaybackState; track: TrackRow; onClose(): void }) {
  const t = useT()
  const love = useLove('track')
  const images = useContext(ImageSourceContext)
  const [showsLyrics, setShowsLyrics] = useState(false)
  useCommand('panel.lyrics', useCallback(() => setShowsLyrics((shown) => !shown), []))
  const { data: detail } = useQuery(api.catalogue.track.queryOptions({ input: { id: track.id } }))
  const art = useArtStyle(detail?.palette)
  const image = track.coverHash === null ? undefined : { hash: track.coverHash, colour: detail?.palette?.average }
  const credits = detail?.credits.map((credit) => ({ name: credit.name, joinPhrase: credit.joinPhrase, href: `/artist/${credit.artistId}` })) ?? [{ name: track.artist, joinPhrase: '' }]

  return (
    <div className={styles.playing} style={art}>
      {image && <img key={image.hash} className={styles.light} src={images.url(image.hash, images.widths[0] ?? 96)} alt="" aria-hidden decoding="async" />}
      <Bar onClose={onClose}>
        <PlayHere />
        <IconButton label={t('player.lyrics')} pressed={showsLyrics} icon={<Icon of={IconMicrophone2} />} onClick={() => setShowsLyrics(!showsLyrics)} />
        <DevicePicker />
        <span className={styles.more}><More state={state} /></span>
      </Bar>
      <div className={styles.stage}>
        <div className={styles.cover}><Cover name={track.album ?? track.title} image={image} size={1280} fill lifted alt={track.album ?? track.title} /></div>
        <div className={styles.words}>
          <h2 className={styles.title}>{track.title}</h2>
          <p className={styles.by}><CreditLinks credits={credits} /></p>
          <p className={`${styles.album} num`}>
            {track.albumId !== null && <AppLink href={`/album/${track.albumId}`}>{track.album}</AppLink>}
            {track.year !== null && <span>{track.year}</span>}
          </p>
          <div className={styles.marks}>
            {track.codec !== null && <QualityBadge quality={track} />}
            <LoveButton isLoved={track.isLoved} name={track.title} onChange={(isLoved) => love([track.id], isLoved)} />
          </div>
          {showsLyrics ? <div className={styles.lyrics}><LyricsPanel /></div> : <UpNext index={state.index} />}
        </div>
      </div>
      <div className={styles.controls}>
        <div className={styles.seek}><Seek /></div>
        <span className={styles.side} />
        <Transport />
        <span className={styles.side}><Volume /></span>
      </div>
    </div>
  )
}

const shownNext = 3

function UpNext({ index }: { index: number | null }) {
  const t = useT()
  const { send } = usePlayer()
  const { data } = useQuery({ ...api.playback.queue.queryOptions({ input: { offset: (index ?? -1) + 1, limit: shownNext } }), enabled: index !== null })
  if (!data || data.items.length === 0) return null
  return (
    <section className={styles.next} aria-label={t('player.upNext')}>
      <h3 className={styles.over}>{t('player.upNext')}</h3>
      <ul>
        {data.items.map(({ itemId, track }) => (
          <li key={itemId}>
            <button type="button" className={styles.nextItem} onClick={() => send({ type: 'playItem', itemId })}>
              <Cover name={track.album ?? track.title} image={track.coverHash === null ? undefined : { hash: track.coverHash }} size={36} />
              <span className={styles.nextWords}>
                <span className="clip">{track.title}</span>
                <span className={`${styles.quiet} clip`}>{track.artist}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
