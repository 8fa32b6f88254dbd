import { useT } from '#renderer/app/i18n/use-t.ts'
import { Card } from '#renderer/ui/layout/Card.tsx'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import { AlbumTile } from '#renderer/ui/tile/AlbumTile.tsx'
import type { AlbumPage } from '#shared/contract/catalogue.contract.ts'
import styles from './AlbumPage.module.css'

/** Versions of the work, what the tags say of the one shown, and what else there is by its artist. */
export function AlbumAside({ album, onEdition }: { album: AlbumPage; onEdition(id: number): void }) {
  const t = useT()
  const artist = album.credits[0]
  return (
    <div className={styles.aside}>
      {album.editions.length > 1 && (
        <Card label={t('album.versions')}>
          <SectionHead title={t('album.versions')} note={album.editions.length} />
          {album.editions.map((edition) => (
            <button key={edition.id} type="button" className={styles.edition} aria-pressed={edition.id === album.editionId} onClick={() => onEdition(edition.id)}>
              {[edition.title, edition.disambiguation].filter(Boolean).join(' ')}
              <span className="num">{[edition.year, edition.label, edition.catalogNumber, edition.media, t('common.tracks', { count: edition.tracks }), edition.quality].filter(Boolean).join(' · ')}</span>
            </button>
          ))}
        </Card>
      )}
      {album.facts.length > 0 && (
        <Card label={t('album.facts')}>
          <SectionHead title={t('album.facts')} />
          <dl className={styles.facts}>
            {album.facts.map((fact) => (
              <div key={`${fact.name} ${fact.value}`} style={{ display: 'contents' }}>
                <dt>{t(`album.fact.${fact.name}` as 'album.fact.date', { defaultValue: fact.name })}</dt>
                <dd>{fact.value}</dd>
              </div>
            ))}
          </dl>
        </Card>
      )}
      {album.otherAlbums.length > 0 && artist && (
        <Card label={t('album.otherAlbums', { artist: artist.name })}>
          <SectionHead title={t('album.otherAlbums', { artist: artist.name })} />
          <div className={styles.others}>
            {album.otherAlbums.slice(0, 6).map((other) => (
              <AlbumTile key={other.id} name={other.title} href={`/album/${other.id}`} by={other.year === null ? '' : String(other.year)} image={other.coverHash ? { hash: other.coverHash } : undefined} width={88} />
            ))}
          </div>
        </Card>
      )}
    </div>
  )
}
