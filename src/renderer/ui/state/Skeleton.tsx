import { TileGhost } from '../tile/AlbumTile.tsx'
import styles from './Skeleton.module.css'

/** A quiet block of the final layout; lengths as CSS. */
export function Block({ width = '100%', height = '1rem' }: { width?: string; height?: string }) {
  return <span className={styles.block} style={{ width, height }} aria-hidden />
}

/** Rows of a table to come, under its head or without one. */
export function TableSkeleton({ rows = 24, hasHead = false }: { rows?: number; hasHead?: boolean }) {
  return (
    <div aria-hidden>
      {hasHead && <div className={styles.head} />}
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className={styles.row}>
          <Block width="1.375rem" height="1.375rem" />
          <Block width={`${55 + ((at * 7) % 30)}%`} height=".5rem" />
          <Block width={`${40 + ((at * 11) % 40)}%`} height=".5rem" />
          <Block width="2.25rem" height=".5rem" />
        </div>
      ))}
    </div>
  )
}

/** Tiles of a grid to come. */
export function GridSkeleton({ tiles = 40, round = false }: { tiles?: number; round?: boolean }) {
  return (
    <div aria-hidden className={styles.grid}>
      {Array.from({ length: tiles }, (_, at) => <TileGhost key={at} round={round} />)}
    </div>
  )
}

const facetSizes = [3, 8, 7, 6]

/** Facets to come: a head and its values, on the very lines they will have. */
export function FacetSkeleton() {
  return (
    <div aria-hidden>
      {facetSizes.map((values, group) => (
        <div key={group} className={styles.facet}>
          <div className={styles.facetHead}><Block width="4.5rem" height=".5rem" /></div>
          {Array.from({ length: values }, (_, at) => (
            <div key={at} className={styles.facetValue}>
              <Block width=".875rem" height=".875rem" />
              <Block width={`${30 + ((at * 13 + group * 7) % 28)}%`} height=".5rem" />
              <span className={styles.end}><Block width={`${1.25 + ((at * 5) % 3) * 0.375}rem`} height=".5rem" /></span>
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

/** A page to come that stands under a cover or a portrait: its head, then rows. */
export function PageSkeleton({ round = false }: { round?: boolean }) {
  return (
    <div aria-hidden>
      <div className={styles.page}>
        <div className={styles.picture} data-round={round || undefined} />
        <div className={styles.words}>
          <Block width="min(20rem, 70%)" height="2rem" />
          <Block width="min(12rem, 50%)" height=".625rem" />
          <Block width="min(16rem, 60%)" height=".625rem" />
        </div>
      </div>
      <TableSkeleton rows={12} hasHead />
    </div>
  )
}

/** Lines to come, each a name with its control at the end: settings, jobs. */
export function LinesSkeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: lines }, (_, at) => (
        <div key={at} className={styles.setting}>
          <Block width={`${18 + ((at * 7) % 16)}%`} height=".625rem" />
          <Block width={`${2.5 + ((at * 3) % 4)}rem`} height="1.25rem" />
        </div>
      ))}
    </div>
  )
}

/** Lines of a tree to come. */
export function TreeSkeleton({ lines = 16 }: { lines?: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: lines }, (_, at) => (
        <div key={at} className={styles.tree}>
          <Block width=".875rem" height=".875rem" />
          <Block width={`${35 + ((at * 11) % 35)}%`} height=".5rem" />
        </div>
      ))}
    </div>
  )
}
