import { IconFolder, IconMusic } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { usePlayTracks } from '#renderer/features/player/use-play-tracks.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { ButtonLink } from '#renderer/ui/button/ButtonLink.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { Page, PageHead } from '#renderer/ui/layout/Page.tsx'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import { useElementWidth } from '#renderer/ui/list/use-element-width.ts'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { TableSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import { PlainTable } from '#renderer/ui/table/PlainTable.tsx'
import { isAppError } from '#shared/errors.ts'
import { qualityLabel } from '#shared/model/quality.ts'
import styles from './FoldersView.module.css'
import { FolderHead } from './FolderHead.tsx'
import { FolderTree } from './FolderTree.tsx'
import { LibraryViews } from './LibraryViews.tsx'
import { useNowPlaying } from './use-now-playing.ts'

const pageSize = 500
/** Wide enough for the tree beside what lies in the folder, in pixels. */
const treeFrom = 700
/** Folders listed at once; the tree has them all. */
const mostShown = 120

/** The library as it lies on disk. */
export function FoldersView() {
  const t = useT()
  const format = useFormat()
  const router = useRouter()
  const play = usePlayTracks()
  const playing = useNowPlaying()
  const search: { directory?: unknown; offset?: unknown } = useSearch({ strict: false })
  const directoryId = Number(search.directory) || undefined
  const offset = Number(search.offset) || 0
  const { data: top, error: topError, refetch: refetchTop } = useQuery(api.library.browse.queryOptions({ input: { offset: 0, limit: 1 } }))
  const onlyFolder = top?.directories.length === 1 ? top.directories[0]?.id : undefined
  const shownId = directoryId ?? onlyFolder
  const { data, error: ownError, refetch } = useQuery({ ...api.library.browse.queryOptions({ input: { ...(shownId !== undefined && { directoryId: shownId }), offset, limit: pageSize } }), placeholderData: keepPreviousData, enabled: top !== undefined })
  const error = data ? null : (topError ?? ownError)
  const isGone = isAppError(error, 'not-found')
  const frame = useRef<HTMLDivElement>(null)
  const hasTree = useElementWidth(frame, 1000) >= treeFrom
  const [showsAll, setShowsAll] = useState(false)
  const hrefOf = (id: number) => `/library/folders?directory=${id}`
  const trackIds = data?.files.flatMap((file) => file.trackId ?? []) ?? []
  const goTo = (next: number) => void router.navigate({ to: '.', search: { directory: directoryId, offset: next } as never })
  const below = (data?.totalFiles ?? 0) + (data?.directories.reduce((sum, directory) => sum + directory.files, 0) ?? 0)
  const directories = data ? (showsAll ? data.directories : data.directories.slice(0, mostShown)) : []

  return (
    <Page fills>
      <PageHead title={t('library.title')} views={<LibraryViews current="folders" />}>
        {data && shownId === undefined && <span className="num">{t('common.tracks', { count: below })}</span>}
      </PageHead>
      <div ref={frame} className={styles.body}>
        {hasTree && (
          <aside className={styles.side} aria-label={t('library.views.folders')}>
            <FolderTree chosenId={shownId} path={data?.path ?? []} onChoose={(id) => void router.navigate({ href: hrefOf(id) })} />
          </aside>
        )}
        <div className={styles.inside}>
          {shownId !== undefined && data && <FolderHead id={shownId} path={data.path} directories={data.directories.length} files={below} />}
          {error && (
            <FailedState what={<ErrorText error={error} />} {...(!isGone && { onRetry: () => void (top ? refetch() : refetchTop()) })}>
              {isGone && <ButtonLink href="/library/folders">{t('library.views.folders')}</ButtonLink>}
            </FailedState>
          )}
          {!data && !error && <Later><TableSkeleton /></Later>}
          {directories.length > 0 && (
            <ul className={styles.folders}>
              {directories.map((directory) => (
                <li key={directory.id}>
                  <AppLink href={hrefOf(directory.id)} className={styles.folder}>
                    <Icon of={IconFolder} size="s" />
                    <span className="clip" title={directory.name}>{directory.name}</span>
                    <span className={`${styles.count} num`}>{format.number(directory.files)}</span>
                  </AppLink>
                </li>
              ))}
            </ul>
          )}
          {data && directories.length < data.directories.length && (
            <p className={styles.rest}><Button size="s" onClick={() => setShowsAll(true)}>{t('library.allFolders', { count: data.directories.length })}</Button></p>
          )}
          {data && data.files.length > 0 && (
            <PlainTable
              label={t('library.views.tracks')}
              rows={data.files}
              rowKey={(file) => file.fileId}
              columns={[
                { id: 'name', label: t('library.column.title'), width: 'minmax(0, 1.4fr)', tone: 'main', isFixed: true, text: (file) => file.name },
                { id: 'artist', label: t('library.column.artist'), width: 'minmax(0, 1fr)', tone: 'quiet', from: 560, text: (file) => file.artist ?? '' },
                { id: 'quality', label: t('library.column.quality'), width: '84px', tone: 'quiet', from: 460, text: (file) => qualityLabel(file) },
                { id: 'size', label: t('library.column.size'), width: '72px', align: 'end', tone: 'quiet', from: 640, text: (file) => format.bytes(file.size) },
                { id: 'duration', label: t('library.column.duration'), width: '52px', align: 'end', tone: 'quiet', text: (file) => (file.durationMs === null ? '' : format.clock(file.durationMs)) },
              ]}
              lead={{
                label: t('library.play'),
                head: '',
                width: '32px',
                cell: () => <Icon of={IconMusic} size="s" />,
                playLabel: (file) => t('library.playNamed', { name: file.name }),
                onPlay: (index) => {
                  const id = data.files[index]?.trackId
                  if (id) play.play(trackIds, { startAt: trackIds.indexOf(id), isShuffled: false })
                },
              }}
              isPlaying={(file) => file.trackId !== null && file.trackId === playing?.trackId}
              onOpen={(index) => {
                const id = data.files[index]?.trackId
                if (id) play.play(trackIds, { startAt: trackIds.indexOf(id), isShuffled: false })
              }}
            />
          )}
          {data && data.files.length + data.directories.length === 0 && <p className={styles.none}>{t('library.emptyFolder')}</p>}
          {data && data.totalFiles > pageSize && (
            <div className={styles.pages}>
              <Button size="s" disabled={offset === 0} onClick={() => goTo(Math.max(0, offset - pageSize))}>←</Button>
              <span className="num">{format.number(offset + 1)} – {format.number(Math.min(data.totalFiles, offset + pageSize))}</span>
              <Button size="s" disabled={offset + pageSize >= data.totalFiles} onClick={() => goTo(offset + pageSize)}>→</Button>
            </div>
          )}
        </div>
      </div>
    </Page>
  )
}
