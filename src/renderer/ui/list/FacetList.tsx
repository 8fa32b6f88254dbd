import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Icon } from '../icon/Icon.tsx'
import styles from './FacetList.module.css'

export type FacetValue = { readonly value: string; readonly label: string; readonly count: number; readonly isOn: boolean; readonly mark?: ReactNode }
export type Facet = { readonly id: string; readonly label: string; readonly values: readonly FacetValue[] }

export type FacetListProps = {
  facets: readonly Facet[]
  onToggle(facet: string, value: string): void
  /** Values of a facet shown before the rest is asked for; those switched on always are. */
  limit?: number
}

export function FacetList({ facets, onToggle, limit = 8 }: FacetListProps) {
  return facets.map((facet) => <FacetGroup key={facet.id} facet={facet} limit={limit} onToggle={(value) => onToggle(facet.id, value)} />)
}

function FacetGroup({ facet, limit, onToggle }: { facet: Facet; limit: number; onToggle(value: string): void }) {
  const t = useT()
  const format = useFormat()
  const id = useId()
  const [isOpen, setOpen] = useState(true)
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? facet.values : facet.values.filter((value, at) => at < limit || value.isOn)
  const rest = facet.values.length - shown.length

  return (
    <section className={styles.facet}>
      <h2>
        <button type="button" className={styles.head} aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          <Icon of={IconChevronDown} size="s" />
          {facet.label}
        </button>
      </h2>
      <ul id={id} hidden={!isOpen}>
        {shown.map(({ value, label, count, isOn, mark }) => (
          <li key={value}>
            <label className={styles.value} data-on={isOn || undefined}>
              <input type="checkbox" className={styles.input} checked={isOn} onChange={() => onToggle(value)} />
              <span className={styles.box} aria-hidden>{isOn && <IconCheck stroke={3} />}</span>
              {mark}
              <span className="clip" title={label}>{label}</span>
              <span className={`${styles.count} num`}>{format.number(count)}</span>
            </label>
          </li>
        ))}
        {(rest > 0 || isWhole) && facet.values.length > limit && (
          <li>
            <button type="button" className={styles.more} onClick={() => setWhole(!isWhole)}>
              {isWhole ? t('list.showLess') : t('list.showMore', { count: rest })}
            </button>
          </li>
        )}
      </ul>
    </section>
  )
}
