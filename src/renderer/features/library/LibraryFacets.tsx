import { memo } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { FacetList } from '#renderer/ui/list/FacetList.tsx'
import type { Facet } from '#renderer/ui/list/FacetList.tsx'
import { FormatMark } from '#renderer/ui/marks/FormatMark.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { FacetSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import type { Facets } from '#shared/contract/catalogue.contract.ts'
import { qualityLabel } from '#shared/model/quality.ts'
import { toggleFilter } from './library-filter.ts'
import type { LibraryFilter } from './library-filter.ts'

export type LibraryFacetsProps = { facets: Facets | undefined; filter: LibraryFilter; onChange(filter: LibraryFilter): void }

const bits: Readonly<Record<string, string>> = { flac16: 'FLAC, 16-bit', flac24: 'FLAC, 24-bit' }

/** Choices that narrow a list, each with what it would leave. */
export const LibraryFacets = memo(function LibraryFacets({ facets, filter, onChange }: LibraryFacetsProps) {
  const t = useT()
  if (!facets) return <Later><FacetSkeleton /></Later>
  const groups: Facet[] = [
    {
      id: 'truth',
      label: t('library.truths'),
      values: [
        { value: 'onDisk', label: t('library.onDisk'), count: facets.onDisk, isOn: filter.truth?.includes('onDisk') ?? false, mark: <FormatMark shape="file" size="xs" /> },
        { value: 'heard', label: t('library.heard'), count: facets.heard, isOn: filter.truth?.includes('heard') ?? false, mark: <FormatMark shape="heard" size="xs" /> },
        { value: 'notHeard', label: t('library.notHeard'), count: Math.max(0, facets.onDisk - facets.heard), isOn: filter.truth?.includes('notHeard') ?? false },
      ],
    },
    {
      id: 'format',
      label: t('library.format'),
      values: facets.formats.map(({ value, count }) => ({ value, count, label: value === 'lossless' || value === 'lossy' ? t(`library.${value}`) : (bits[value] ?? qualityLabel({ codec: value })), isOn: filter.format?.includes(value) ?? false })),
    },
    {
      id: 'decade',
      label: t('library.decade'),
      values: facets.decades.map(({ value, count }) => ({ value, count, label: value === '0' ? t('library.unknownDecade') : t('library.decadeOf', { decade: value }), isOn: filter.decade?.includes(Number(value)) ?? false })),
    },
    {
      id: 'genre',
      label: t('library.genre'),
      values: facets.genres.map(({ id, value, count }) => ({ value: String(id), count, label: value, isOn: id !== null && (filter.genre?.includes(id) ?? false) })),
    },
  ]
  return <FacetList facets={groups.filter((group) => group.values.length > 0)} onToggle={(facet, value) => onChange(toggleFilter(filter, facet as keyof LibraryFilter, value))} />
})
