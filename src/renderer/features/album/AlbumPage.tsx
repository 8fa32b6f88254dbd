import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { isAppError } from '#shared/errors.ts'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { ButtonLink } from '#renderer/ui/button/ButtonLink.tsx'
import { ArtBackdrop } from '#renderer/ui/layout/ArtBackdrop.tsx'
import { Page } from '#renderer/ui/layout/Page.tsx'
import { useArtStyle } from '#renderer/ui/layout/use-art-style.ts'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { PageSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import { AlbumAside } from './AlbumAside.tsx'
import { AlbumHead } from './AlbumHead.tsx'
import styles from './AlbumPage.module.css'
import { AlbumTruths } from './AlbumTruths.tsx'
import { TrackList } from './TrackList.tsx'

/** One work: what is on disk of it and what was heard of it, side by side. */
export function AlbumPage() {
  const { id } = useParams({ strict: false })
  return <AlbumView key={id} id={Number(id)} />
}

function AlbumView({ id }: { id: number }) {
  const t = useT()
  const [editionId, setEditionId] = useState<number>()
  const { data: album, error, refetch } = useQuery(api.catalogue.album.queryOptions({ input: { id, ...(editionId !== undefined && { editionId }) } }))
  const art = useArtStyle(album?.palette)

  if (error && !album) {
    const isGone = isAppError(error, 'not-found')
    return (
      <Page>
        <FailedState what={isGone ? t('album.notFoundTitle') : <ErrorText error={error} />} {...(isGone ? { next: t('album.notFoundNext') } : { onRetry: () => void refetch() })}>
          {isGone && <ButtonLink href="/library/albums">{t('shell.library')}</ButtonLink>}
        </FailedState>
      </Page>
    )
  }
  if (!album) return <Page><Later><PageSkeleton /></Later></Page>

  const image = album.coverHash ? { hash: album.coverHash, colour: album.palette?.average } : undefined
  return (
    <Page {...(art && { art })}>
      <ArtBackdrop image={image} />
      <div className={styles.content}>
        <AlbumHead album={album} image={image} />
        <AlbumTruths album={album} />
        <div className={styles.columns}>
          <TrackList album={album} />
          <AlbumAside album={album} onEdition={setEditionId} />
        </div>
      </div>
    </Page>
  )
}
