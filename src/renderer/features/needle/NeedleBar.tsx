import { IconDots, IconPlayerPause, IconPlayerPlay, IconPlayerSkipBack, IconPlayerSkipForward } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useCommand } from '#renderer/app/shortcuts/shortcut-handlers.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { ConfirmDialog } from '#renderer/ui/feedback/ConfirmDialog.tsx'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { ActionMenu } from '#renderer/ui/menu/ActionMenu.tsx'
import { NowPlaying } from '#renderer/ui/player/NowPlaying.tsx'
import type { NeedleSession } from '#shared/contract/needle.contract.ts'
import styles from './Needle.module.css'
import { isLetter } from './side-name.ts'
import { useNeedleActions, useNeedleClock } from './use-needle.ts'

/** Back leads to the start of the track when more of it than this was heard. */
const restartsAfterMs = 5000

/** What turns, in place of the player: the track under the needle, what is left of the side, and every hand one can lay on it. */
export function NeedleBar({ session }: { session: NeedleSession }) {
  const t = useT()
  const format = useFormat()
  const act = useNeedleActions()
  const [isDiscarding, setDiscarding] = useState(false)
  const isTurning = session.state === 'playing'
  const now = useNeedleClock(isTurning)
  const elapsed = isTurning ? Math.max(0, now - session.positionAt) : 0
  const index = session.tracks.findIndex(({ trackId }) => trackId === session.currentTrackId)
  const track = session.tracks[index]
  const positionMs = Math.min((session.positionMs ?? 0) + elapsed, track?.durationMs ?? 0)
  const sideMs = session.tracks.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const doneMs = session.tracks.slice(0, Math.max(0, index)).reduce((sum, { durationMs }) => sum + durationMs, 0) + positionMs
  const nextTrack = session.tracks[index + 1]
  const previousTrack = positionMs > restartsAfterMs || index === 0 ? track : session.tracks[index - 1]
  const sideText = session.side === null ? null : t(isLetter(session.side) ? 'needle.sideShort' : 'needle.discShort', { side: session.side })
  const toggle = isTurning ? act.pause : act.resume
  useCommand('player.toggle', useCallback(() => session.state !== 'ended' && toggle(), [session.state, toggle]))
  useCommand('player.next', useCallback(() => nextTrack && act.seek(nextTrack.trackId), [nextTrack, act]))
  useCommand('player.previous', useCallback(() => previousTrack && act.seek(previousTrack.trackId), [previousTrack, act]))

  const flip = session.nextSide !== null && <Button variant={session.state === 'ended' ? 'primary' : 'plain'} onClick={act.flip}>{t(isLetter(session.nextSide) ? 'needle.flip' : 'needle.flipDisc', { side: session.nextSide })}</Button>
  const by = [session.artist, sideText].filter(Boolean).join(' · ')
  const title = track ? track.title : session.side === null ? t('needle.endedWhole') : t('needle.ended', { side: session.side })

  return (
    <div className={styles.bar} role="group" aria-label={t('needle.player')}>
      <NowPlaying title={title} titleHref={`/album/${session.albumId}`} by={by} album={session.title} image={session.coverHash === null ? undefined : { hash: session.coverHash }} coverHref={`/album/${session.albumId}`} coverLabel={session.title} />
      {track && (
        <div className={styles.hands}>
          <IconButton label={t('needle.previous')} icon={<Icon of={IconPlayerSkipBack} />} onClick={() => previousTrack && act.seek(previousTrack.trackId)} />
          <IconButton label={t(isTurning ? 'needle.pause' : 'needle.resume')} icon={<Icon of={isTurning ? IconPlayerPause : IconPlayerPlay} />} onClick={toggle} />
          <IconButton label={t('needle.next')} icon={<Icon of={IconPlayerSkipForward} />} disabled={!nextTrack} onClick={() => nextTrack && act.seek(nextTrack.trackId)} />
        </div>
      )}
      {track && (
        <div className={`${styles.side} num`}>
          <span className={styles.groove} aria-hidden>
            {session.tracks.map((each, at) => (
              <span key={each.trackId} className={styles.cut} style={{ flexGrow: each.durationMs }}>
                <span style={{ width: `${at < index ? 100 : at > index ? 0 : (positionMs / Math.max(1, each.durationMs)) * 100}%` }} />
              </span>
            ))}
          </span>
          <span className={styles.left}>{format.clock(positionMs)} / {format.clock(track.durationMs)}</span>
          <span className={styles.left}>{t('needle.left', { duration: format.duration(Math.max(0, sideMs - doneMs)) })}</span>
        </div>
      )}
      <div className={styles.end}>
        {flip}
        <Button onClick={() => {
          act.lift()
          if (track) showToast({ id: 'needle', message: t('needle.lifted') })
        }}>{t(track ? 'needle.lift' : 'needle.putAway')}</Button>
        <ActionMenu
          position="top-end"
          entries={() => [
            { kind: 'title', id: 'tracks', label: t('needle.track') },
            ...(track ? session.tracks.map(({ trackId, title: name, position }) => ({ kind: 'choice' as const, id: String(trackId), label: `${position} ${name}`.trim(), isChosen: trackId === session.currentTrackId, onSelect: () => act.seek(trackId) })) : []),
            { kind: 'line', id: 'line' },
            { kind: 'action', id: 'discard', label: t('needle.discard'), onSelect: () => setDiscarding(true) },
          ]}
        >
          <IconButton label={t('common.more')} icon={<Icon of={IconDots} />} />
        </ActionMenu>
      </div>
      <ConfirmDialog
        isOpen={isDiscarding}
        title={t('needle.discardTitle', { name: session.title })}
        confirm={t('needle.discard')}
        onConfirm={() => {
          act.discard(session.id)
          showToast({ id: 'needle', message: t('needle.discarded') })
        }}
        onClose={() => setDiscarding(false)}
      >
        {t('needle.discardText')}
      </ConfirmDialog>
    </div>
  )
}
