import { type CSSProperties, memo, useContext, useState } from 'react'
import { colourOf, initialsOf } from './placeholder.ts'
import { ImageSourceContext } from './image-source.ts'
import styles from './Cover.module.css'

export type CoverImage = {
  /** Content hash of the picture. */
  readonly hash: string
  /** Its true width in pixels, so that it is never blown up; unknown counts as large enough. */
  readonly width?: number | undefined
  /** Its main colour, shown until it has loaded. */
  readonly colour?: string | undefined
}

export type CoverProps = {
  /** The album or artist: gives initials and colour when there is no picture. */
  name: string
  image?: CoverImage | undefined
  /** Width in CSS pixels at normal text size; with `fill` the widest it is expected to get. */
  size: number
  /** Takes the width of its place instead of `size`. */
  fill?: boolean
  /** Spoken name; empty (the default) where the name stands beside it. */
  alt?: string
  /** Artists are round. */
  round?: boolean
  /** The one large cover of a page casts a shadow. */
  lifted?: boolean
}

/** Beyond this, a picture is shown smaller than its place rather than blurred. */
const mostUpscaling = 1.2

export const Cover = memo(function Cover({ name, image, size, fill = false, alt = '', round = false, lifted = false }: CoverProps) {
  const source = useContext(ImageSourceContext)
  const [failed, setFailed] = useState<string>()
  const shown = image && image.hash !== failed ? image : undefined
  // In rows, the smallest picture there is serves every screen.
  const isEnough = (source.widths[0] ?? 0) >= size * 3
  const style: CSSProperties = { ...(fill ? {} : { width: `${size / 16}rem` }), ...(shown ? { background: shown.colour } : { background: colourOf(name) }) }

  return (
    <span className={styles.cover} style={style} data-small={size < 48 || undefined} data-round={round || undefined} data-lifted={lifted || undefined}>
      {shown ? (
        <img
          key={shown.hash}
          src={source.url(shown.hash, nearest(source.widths, size))}
          {...(isEnough ? {} : { srcSet: source.widths.map((width) => `${source.url(shown.hash, width)} ${width}w`).join(', '), sizes: `${size}px` })}
          width={size}
          height={size}
          alt={alt}
          decoding="async"
          draggable={false}
          style={shown.width && shown.width * mostUpscaling < size ? { maxWidth: shown.width * mostUpscaling, maxHeight: shown.width * mostUpscaling } : undefined}
          onError={() => setFailed(shown.hash)}
        />
      ) : (
        <span className={styles.initials} role={alt ? 'img' : undefined} aria-label={alt || undefined} aria-hidden={alt ? undefined : true}>
          {initialsOf(name)}
        </span>
      )}
    </span>
  )
})

function nearest(widths: readonly number[], size: number): number {
  return widths.find((width) => width >= size) ?? widths.at(-1) ?? size
}
