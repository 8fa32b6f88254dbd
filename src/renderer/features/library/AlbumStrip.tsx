import { useId, useRef } from 'react'
import { useElementWidth } from '#renderer/ui/list/use-element-width.ts'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import type { AlbumRow } from '#shared/contract/catalogue.contract.ts'
import { AlbumCard } from './AlbumCard.tsx'
import styles from './AlbumStrip.module.css'
import { useNowPlaying } from './use-now-playing.ts'

export type AlbumStripProps = { title: string; albums: readonly AlbumRow[]; note?: string; more?: { label: string; href: string }; /** Every line instead of the first. */ isWhole?: boolean }

const leastWidth = 140
const gap = 20

/** A section of album tiles: one line, as many as fit, or all of them. */
export function AlbumStrip({ title, albums, note, more, isWhole = false }: AlbumStripProps) {
  const id = useId()
  const grid = useRef<HTMLDivElement>(null)
  const width = useElementWidth(grid, 1000)
  const playing = useNowPlaying()
  const lanes = Math.max(2, Math.floor((width + gap) / (leastWidth + gap)))
  const shown = isWhole ? albums : albums.slice(0, lanes)
  const tile = (width - gap * (lanes - 1)) / lanes
  if (albums.length === 0) return null

  return (
    <section className={styles.section} aria-labelledby={id}>
      <SectionHead id={id} title={title} {...(note !== undefined && { note })} {...(more && { more })} />
      <div ref={grid} className={styles.tiles} style={{ gridTemplateColumns: `repeat(${lanes}, minmax(0, 1fr))` }}>
        {shown.map((album) => <AlbumCard key={album.id} album={album} width={tile} isPlaying={album.id === playing?.albumId} />)}
      </div>
    </section>
  )
}
