import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import styles from './Segmented.module.css'

export type SegmentedOption<Value extends string> = { value: Value; label: string; icon?: ReactNode }

export type SegmentedProps<Value extends string> = {
  /** Spoken name of the group. */
  label: string
  options: readonly SegmentedOption<Value>[]
  value: Value
  onChange(value: Value): void
  /** Shows the icons only; the words are still spoken. */
  iconsOnly?: boolean
}

/** One of a few, all in sight. Arrow keys choose, as in a group of radio buttons. */
export function Segmented<Value extends string>({ label, options, value, onChange, iconsOnly = false }: SegmentedProps<Value>) {
  const group = useRef<HTMLDivElement>(null)

  function choose(event: KeyboardEvent, from: Value): void {
    // From the option that has the focus, not from `value`: a second key may come before the first choice is drawn.
    const at = options.findIndex((option) => option.value === from)
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (step + options.length) % options.length
    const option = options[next]
    if (!option) return
    onChange(option.value)
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus()
  }

  return (
    <div ref={group} className={styles.group} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          className={styles.option}
          aria-checked={option.value === value}
          aria-label={iconsOnly ? option.label : undefined}
          title={iconsOnly ? option.label : undefined}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
          onKeyDown={(event) => choose(event, option.value)}
        >
          {option.icon}
          {!iconsOnly && option.label}
        </button>
      ))}
    </div>
  )
}
