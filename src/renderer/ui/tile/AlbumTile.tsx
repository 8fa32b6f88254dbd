import { memo, type ReactNode } from 'react'
import { Cover, type CoverImage } from '../cover/Cover.tsx'
import { FilledIcon } from '../icon/FilledIcon.tsx'
import { AppLink } from '../link/AppLink.tsx'
import styles from './AlbumTile.module.css'

export type AlbumTileProps = {
  name: string
  href: string
  /** The line under the name: an artist, with a link where there is one. */
  by: string
  byHref?: string | undefined
  image?: CoverImage | undefined
  /** Width it is drawn at, in pixels; tiles take the width of their place. */
  width: number
  /** The three marks at the end of the second line. */
  marks?: ReactNode
  /** Round, for artists. */
  round?: boolean
  isPlaying?: boolean
  play?: { label: string; onPlay(): void }
  /** Inside a grid that moves the focus itself, links are for the mouse only. */
  isInGrid?: boolean
}

export const AlbumTile = memo(function AlbumTile(props: AlbumTileProps) {
  const tabIndex = props.isInGrid ? -1 : undefined
  return (
    <div className={styles.tile} data-playing={props.isPlaying || undefined}>
      <div className={styles.picture}>
        <AppLink href={props.href} tabIndex={-1} aria-hidden draggable={false}>
          <Cover name={props.name} image={props.image} size={Math.round(props.width)} fill round={props.round ?? false} />
        </AppLink>
        {props.play && (
          <button type="button" className={styles.play} tabIndex={tabIndex} aria-label={props.play.label} onClick={props.play.onPlay}>
            <FilledIcon shape="play" />
          </button>
        )}
      </div>
      <AppLink href={props.href} className={`${styles.name} clip`} title={props.name} tabIndex={tabIndex} draggable={false}>
        {props.name}
      </AppLink>
      <div className={styles.by}>
        {props.byHref ? (
          <AppLink href={props.byHref} className="clip" title={props.by} tabIndex={tabIndex} draggable={false}>{props.by}</AppLink>
        ) : (
          <span className="clip" title={props.by}>{props.by}</span>
        )}
        {props.marks}
      </div>
    </div>
  )
})

export type TileGhostProps = { round?: boolean }

/** The shape of a tile that is being fetched. */
export function TileGhost({ round = false }: TileGhostProps) {
  return (
    <div className={styles.tile} aria-hidden>
      <span className={styles.ghostPicture} data-round={round || undefined} />
      <span className={styles.ghostLine} />
    </div>
  )
}
