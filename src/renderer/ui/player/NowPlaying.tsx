import type { ReactNode } from 'react'
import { Cover, type CoverImage } from '../cover/Cover.tsx'
import { AppLink } from '../link/AppLink.tsx'
import styles from './NowPlaying.module.css'

export type NowPlayingProps = {
  title: string
  titleHref?: string | undefined
  /** The artists as links; see CreditLinks. */
  by: ReactNode
  /** The album, for the placeholder and the spoken name of the cover. */
  album: string
  image?: CoverImage | undefined
  /** Where the cover leads: the full-screen view. */
  coverHref: string
  coverLabel: string
  /** A heart. */
  children?: ReactNode
}

export function NowPlaying({ title, titleHref, by, album, image, coverHref, coverLabel, children }: NowPlayingProps) {
  return (
    <div className={styles.now}>
      <AppLink href={coverHref} aria-label={coverLabel} className={styles.cover}>
        <Cover name={album} image={image} size={52} fill />
      </AppLink>
      <div className={styles.text}>
        <b className={`${styles.title} clip`} title={title}>{titleHref ? <AppLink href={titleHref}>{title}</AppLink> : title}</b>
        <span className={`${styles.by} clip`}>{by}</span>
      </div>
      {children}
    </div>
  )
}
