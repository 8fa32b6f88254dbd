import { useContext } from 'react'
import { type CoverImage } from '../cover/Cover.tsx'
import { ImageSourceContext } from '../cover/image-source.ts'
import styles from './ArtBackdrop.module.css'

export type ArtBackdropProps = { image: CoverImage | undefined }

/** The cover as the light behind the top of its page: blurred, weak enough for text, gone 440 px down. Never spoken. */
export function ArtBackdrop({ image }: ArtBackdropProps) {
  const source = useContext(ImageSourceContext)
  if (!image) return null
  return (
    <div className={styles.back} aria-hidden>
      <img src={source.url(image.hash, source.widths[0] ?? 160)} alt="" decoding="async" />
    </div>
  )
}
