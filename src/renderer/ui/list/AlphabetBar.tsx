import { type KeyboardEvent, useRef } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import styles from './AlphabetBar.module.css'

export type AlphabetBarProps = {
  /** Every letter to show, in order; `isThere` when the list has names under it. */
  letters: readonly { letter: string; isThere: boolean }[]
  /** The letter of the row at the top of the window. */
  current: string | undefined
  onJump(letter: string): void
}

/** The alphabet beside a long list. One tab stop; arrows walk along the letters that lead somewhere. */
export function AlphabetBar({ letters, current, onJump }: AlphabetBarProps) {
  const t = useT()
  const bar = useRef<HTMLDivElement>(null)
  const there = letters.filter((each) => each.isThere).map((each) => each.letter)
  const stop = current !== undefined && there.includes(current) ? current : there[0]

  function walk(event: KeyboardEvent<HTMLButtonElement>, letter: string): void {
    const at = there.indexOf(letter)
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: there.length - 1 }
    const next = there[steps[event.key] ?? -1]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    bar.current?.querySelector<HTMLElement>(`[data-letter="${next}"]`)?.focus()
    onJump(next)
  }

  return (
    <div className={styles.frame}>
      <div ref={bar} role="toolbar" aria-label={t('list.jumpTo')} aria-orientation="vertical" className={styles.bar}>
        {letters.map(({ letter, isThere }) => (
          <button
            key={letter}
            type="button"
            className={styles.letter}
            data-letter={letter}
            aria-label={/\p{L}/u.test(letter) ? t('list.jumpToLetter', { letter }) : t('list.jumpToOther')}
            aria-current={letter === current ? 'true' : undefined}
            disabled={!isThere}
            tabIndex={letter === stop ? 0 : -1}
            onClick={() => onJump(letter)}
            onKeyDown={(event) => walk(event, letter)}
          >
            {letter}
          </button>
        ))}
      </div>
    </div>
  )
}
