import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Icon } from '../icon/Icon.tsx'
import { Kbd } from '../text/Kbd.tsx'
import type { PaletteProps } from './Palette.tsx'
import styles from './Palette.module.css'
import type { PaletteItem } from './palette-item.ts'

/** The field and its results. The focus never leaves the field; the result in hand is told by `aria-activedescendant`. */
export function PaletteBox({ onClose, query, onQuery, groups, isSearching }: Omit<PaletteProps, 'isOpen'>) {
  const t = useT()
  const id = useId()
  const [hand, setHand] = useState({ query, at: 0 })
  const filled = groups.filter((group) => group.items.length > 0)
  const items = filled.flatMap((group) => group.items.map((item) => ({ item, id: `${id}-${group.id}-${item.id}` })))
  // Other letters, another list: the best result comes to hand again.
  const at = hand.query === query ? Math.min(hand.at, items.length - 1) : 0
  const active = items[at]

  const activeId = active?.id
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  function run(item: PaletteItem, isQueued: boolean): void {
    onClose()
    if (isQueued && item.onQueue) item.onQueue()
    else item.onSelect()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 8, items.length - 1), PageUp: Math.max(at - 8, 0) }
    const next = moves[event.key]
    if (next !== undefined && items.length > 0) {
      event.preventDefault()
      setHand({ query, at: (next + items.length) % items.length })
    } else if (event.key === 'Enter' && active) {
      event.preventDefault()
      run(active.item, event.ctrlKey || event.metaKey)
    }
  }

  return (
    <>
      <div className={styles.field}>
        <Icon of={IconSearch} />
        <input
          className={styles.input}
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={activeId}
          aria-autocomplete="list"
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={query}
          onChange={(event) => onQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Esc" />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('palette.title')} className={styles.list}>
        {filled.map((group) => (
          <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`} className={styles.group}>
            <div id={`${id}-${group.id}`} className={styles.groupLabel}>{group.label}</div>
            {group.items.map((item) => {
              const itemId = `${id}-${group.id}-${item.id}`
              return (
                <div
                  key={item.id}
                  id={itemId}
                  role="option"
                  tabIndex={-1}
                  aria-selected={itemId === activeId}
                  className={styles.item}
                  onMouseMove={() => setHand({ query, at: items.findIndex((each) => each.id === itemId) })}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={(event) => run(item, event.ctrlKey || event.metaKey)}
                  onKeyDown={onKeyDown}
                >
                  <span className={styles.picture}>{item.picture}</span>
                  <span className="clip">{item.label}</span>
                  {item.note && <span className={`${styles.note} clip`}>{item.note}</span>}
                  {item.shortcut && <span className={styles.shortcut}><Kbd keys={item.shortcut} /></span>}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      {items.length === 0 && query !== '' && !isSearching && (
        <div className={styles.nothing}>
          <p>{t('palette.nothing', { query })}</p>
          <p>{t('palette.nothingNext')}</p>
        </div>
      )}
      <p role="status" className="vh">{query !== '' && !isSearching ? t('palette.results', { count: items.length }) : ''}</p>
      <div className={styles.hints} aria-hidden>
        <span><Kbd keys="↑ ↓" /> {t('palette.hintMove')}</span>
        <span><Kbd keys="↵" /> {t('palette.hintOpen')}</span>
        {active?.item.onQueue && <span><Kbd keys="Mod ↵" /> {t('palette.hintQueue')}</span>}
      </div>
    </>
  )
}
