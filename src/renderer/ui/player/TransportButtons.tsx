import { IconArrowsShuffle, IconPlayerSkipBack, IconPlayerSkipForward, IconRepeat, IconRepeatOnce } from '@tabler/icons-react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { IconButton } from '../button/IconButton.tsx'
import { FilledIcon } from '../icon/FilledIcon.tsx'
import { Icon } from '../icon/Icon.tsx'
import styles from './TransportButtons.module.css'

export type RepeatMode = 'off' | 'all' | 'one'

export type TransportButtonsProps = {
  isPlaying: boolean
  isShuffled: boolean
  repeat: RepeatMode
  canPlay: boolean
  canGoBack: boolean
  canGoOn: boolean
  onToggle(): void
  onPrevious(): void
  onNext(): void
  onShuffle(isShuffled: boolean): void
  onRepeat(repeat: RepeatMode): void
}

const after: Record<RepeatMode, RepeatMode> = { off: 'all', all: 'one', one: 'off' }

export function TransportButtons(props: TransportButtonsProps) {
  const t = useT()
  const repeatLabel = { off: t('player.repeatOff'), all: t('player.repeatAll'), one: t('player.repeatOne') }[props.repeat]
  return (
    <div role="group" aria-label={t('shell.player')} className={styles.transport}>
      <span className={styles.wide}>
        <IconButton label={t('player.shuffle')} pressed={props.isShuffled} icon={<Icon of={IconArrowsShuffle} size="s" />} onClick={() => props.onShuffle(!props.isShuffled)} />
      </span>
      <IconButton label={t('player.previous')} icon={<Icon of={IconPlayerSkipBack} />} disabled={!props.canGoBack} onClick={props.onPrevious} />
      <button type="button" className={styles.play} aria-label={t(props.isPlaying ? 'player.pause' : 'player.play')} disabled={!props.canPlay} onClick={props.onToggle}>
        <FilledIcon shape={props.isPlaying ? 'pause' : 'play'} />
      </button>
      <IconButton label={t('player.next')} icon={<Icon of={IconPlayerSkipForward} />} disabled={!props.canGoOn} onClick={props.onNext} />
      <span className={styles.wide}>
        <IconButton label={repeatLabel} lit={props.repeat !== 'off'} icon={<Icon of={props.repeat === 'one' ? IconRepeatOnce : IconRepeat} size="s" />} onClick={() => props.onRepeat(after[props.repeat])} />
      </span>
    </div>
  )
}
