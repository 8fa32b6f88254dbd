import { useId } from 'react'
import type { ReactNode } from 'react'
import styles from './Settings.module.css'

export type SettingRowProps = {
  name: string
  /** One sentence on what it does, where the name is not enough. */
  text?: string
  /** Given the ids its control is named and described by. */
  children: (ids: { labelId: string; textId: string | undefined }) => ReactNode
}

/** A setting: its name and meaning at the left, its control at the right. */
export function SettingRow({ name, text, children }: SettingRowProps) {
  const id = useId()
  const textId = text ? `${id}-text` : undefined
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <span id={id} className={styles.name}>{name}</span>
        {text && <span id={textId} className={styles.text}>{text}</span>}
      </div>
      <div className={styles.control}>{children({ labelId: id, textId })}</div>
    </div>
  )
}
