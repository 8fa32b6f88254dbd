import { IconArrowsShuffle, IconDots, IconPlaylistAdd } from '@tabler/icons-react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useAlbumMenu } from '#renderer/features/library/use-album-menu.tsx'
import { useLove } from '#renderer/features/library/use-love.ts'
import { PutOnButton } from '#renderer/features/needle/PutOnButton.tsx'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { LoveButton } from '#renderer/ui/button/LoveButton.tsx'
import { Cover } from '#renderer/ui/cover/Cover.tsx'
import type { CoverImage } from '#renderer/ui/cover/Cover.tsx'
import { FilledIcon } from '#renderer/ui/icon/FilledIcon.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { ActionMenu } from '#renderer/ui/menu/ActionMenu.tsx'
import { CreditLinks } from '#renderer/ui/text/CreditLinks.tsx'
import type { AlbumPage } from '#shared/contract/catalogue.contract.ts'
import styles from './AlbumPage.module.css'

export function AlbumHead({ album, image }: { album: AlbumPage; image: CoverImage | undefined }) {
  const t = useT()
  const format = useFormat()
  const play = usePlayTracks()
  const love = useLove('album')
  const menu = useAlbumMenu()
  const edition = album.editionId === null ? {} : { editionId: album.editionId }
  const kind = t(`album.kind.${album.kind}` as 'album.kind.album', { defaultValue: album.kind })
  const canPlay = album.onDisk.tracks > 0
  const facts = [album.year, album.label, album.catalogNumber].filter((fact) => fact !== null)

  return (
    <header className={styles.head}>
      <Cover name={album.title} image={image} size={212} lifted />
      <div className={styles.words}>
        <p className={`${styles.meta} num`}>{t('album.summary', { kind, tracks: t('common.tracks', { count: album.onDisk.of }), duration: format.duration(album.durationMs) })}</p>
        <h1 className={styles.title}>{album.title}</h1>
        <p className={styles.credits}>
          <CreditLinks credits={album.credits.map((credit) => ({ name: credit.name, joinPhrase: credit.joinPhrase, href: `/artist/${credit.artistId}` }))} />
        </p>
        <p className={`${styles.meta} num`}>
          {facts.join(' · ')}
          {facts.length > 0 && album.genres.length > 0 && ' · '}
          {album.genres.map((genre, at) => (
            <span key={genre.id}>
              {at > 0 && ', '}
              <AppLink href={`/library/albums?genre=${genre.id}`}>{genre.name}</AppLink>
            </span>
          ))}
        </p>
        <div className={styles.actions}>
          <Button variant="art" icon={<FilledIcon shape="play" size="s" />} disabled={!canPlay} onClick={() => play.playOf('album', [album.id], edition)}>{t('library.play')}</Button>
          <Button icon={<Icon of={IconArrowsShuffle} size="s" />} disabled={!canPlay} onClick={() => play.playOf('album', [album.id], { ...edition, isShuffled: true })}>{t('library.shuffle')}</Button>
          <Button icon={<Icon of={IconPlaylistAdd} size="s" />} disabled={!canPlay} onClick={() => play.queueOf('album', [album.id], 'last')}>{t('library.queue')}</Button>
          <PutOnButton album={album} />
          <LoveButton isLoved={album.isLoved} name={album.title} onChange={(isLoved) => love([album.id], isLoved)} />
          <ActionMenu entries={() => menu([{ id: album.id, isLoved: album.isLoved, artistId: album.credits[0]?.artistId ?? null }])}>
            <IconButton label={t('album.more')} icon={<Icon of={IconDots} />} />
          </ActionMenu>
        </div>
      </div>
    </header>
  )
}
