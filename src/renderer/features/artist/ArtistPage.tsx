import { IconArrowsShuffle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { isAppError } from '#shared/errors.ts'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { AlbumStrip } from '#renderer/features/library/AlbumStrip.tsx'
import { HeardSparkline } from '#renderer/features/journal/HeardSparkline.tsx'
import { TrackTable } from '#renderer/features/library/TrackTable.tsx'
import { useLove } from '#renderer/features/library/use-love.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { ButtonLink } from '#renderer/ui/button/ButtonLink.tsx'
import { LoveButton } from '#renderer/ui/button/LoveButton.tsx'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import { FilledIcon } from '#renderer/ui/icon/FilledIcon.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { ArtBackdrop } from '#renderer/ui/layout/ArtBackdrop.tsx'
import { Page } from '#renderer/ui/layout/Page.tsx'
import { useArtStyle } from '#renderer/ui/layout/use-art-style.ts'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { PageSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import type { ArtistPage as Artist } from '#shared/contract/catalogue.contract.ts'
import styles from './ArtistPage.module.css'

/** One artist: their own albums by kind, where else they appear, what was heard most. */
export function ArtistPage() {
  const { id } = useParams({ strict: false })
  const t = useT()
  const { data: artist, error, refetch } = useQuery(api.catalogue.artist.queryOptions({ input: { id: Number(id) } }))
  const art = useArtStyle(artist?.palette)

  if (error && !artist) {
    const isGone = isAppError(error, 'not-found')
    return (
      <Page>
        <FailedState what={isGone ? t('artist.notFoundTitle') : <ErrorText error={error} />} {...(isGone ? { next: t('artist.notFoundNext') } : { onRetry: () => void refetch() })}>
          {isGone && <ButtonLink href="/library/artists">{t('shell.library')}</ButtonLink>}
        </FailedState>
      </Page>
    )
  }
  if (!artist) return <Page><Later><PageSkeleton round /></Later></Page>
  const hash = artist.imageHash ?? artist.coverHash
  return (
    <Page {...(art && { art })}>
      <ArtBackdrop image={hash ? { hash } : undefined} />
      <div className={styles.content}>
        <ArtistHead artist={artist} />
        {artist.topTracks.length > 0 && (
          <section className={styles.section} aria-labelledby="top">
            <SectionHead id="top" title={t('artist.top')} />
            <TrackTable label={t('artist.top')} tracks={artist.topTracks} />
          </section>
        )}
        {artist.groups.map((group) => <AlbumStrip key={group.kind} title={t(`artist.groups.${group.kind}`)} note={String(group.albums.length)} albums={group.albums} isWhole />)}
        {artist.looseTracks.length > 0 && (
          <section className={styles.section} aria-labelledby="loose">
            <SectionHead id="loose" title={t('artist.loose')} note={artist.looseTracks.length} />
            <TrackTable label={t('artist.loose')} tracks={artist.looseTracks} />
          </section>
        )}
        {artist.similar.length > 0 && (
          <section className={styles.section} aria-labelledby="similar">
            <SectionHead id="similar" title={t('artist.similar')} />
            <div className={styles.similar}>
              {artist.similar.map((other) => {
                const image = other.imageHash ?? other.coverHashes[0]
                return (
                  <AppLink key={other.id} href={`/artist/${other.id}`} className={styles.person}>
                    <Cover name={other.name} image={image ? { hash: image } : undefined} size={40} round />
                    <span className="clip">{other.name}</span>
                  </AppLink>
                )
              })}
            </div>
          </section>
        )}
      </div>
    </Page>
  )
}

function ArtistHead({ artist }: { artist: Artist }) {
  const t = useT()
  const format = useFormat()
  const play = usePlayTracks()
  const love = useLove('artist')
  const hash = artist.imageHash ?? artist.coverHash
  const canPlay = artist.trackCount > 0
  return (
    <header className={styles.head}>
      <Cover name={artist.name} image={hash ? { hash } : undefined} size={160} round lifted />
      <div className={styles.words}>
        <h1 className={styles.title}>{artist.name}</h1>
        <p className={`${styles.meta} num`}>
          {t('artist.summary', { albums: t('common.albums', { count: artist.albumCount }), tracks: t('common.tracks', { count: artist.trackCount }) })}
          {artist.genres.length > 0 && ' · '}
          {artist.genres.slice(0, 4).map((genre, at) => (
            <span key={genre.id}>{at > 0 && ', '}<AppLink href={`/library/albums?genre=${genre.id}`}>{genre.name}</AppLink></span>
          ))}
        </p>
        {artist.firstPlayedAt !== null && artist.lastPlayedAt !== null && (
          <p className={`${styles.meta} ${styles.heard} num`}><AppLink href={`/journal?artist=${artist.id}`}>{t('artist.heard', { plays: t('common.plays', { count: artist.plays }), duration: format.duration(artist.heardMs), first: format.date(artist.firstPlayedAt), last: format.date(artist.lastPlayedAt) })}</AppLink><HeardSparkline kind="artist" id={artist.id} /></p>
        )}
        <div className={styles.actions}>
          <Button variant="art" icon={<FilledIcon shape="play" size="s" />} disabled={!canPlay} onClick={() => play.playOf('artist', [artist.id])}>{t('library.play')}</Button>
          <Button icon={<Icon of={IconArrowsShuffle} size="s" />} disabled={!canPlay} onClick={() => play.playOf('artist', [artist.id], { isShuffled: true })}>{t('library.shuffle')}</Button>
          <LoveButton isLoved={artist.isLoved} name={artist.name} onChange={(isLoved) => love([artist.id], isLoved)} />
        </div>
      </div>
    </header>
  )
}
