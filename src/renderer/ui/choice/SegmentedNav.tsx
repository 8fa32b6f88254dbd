import { AppLink } from '../link/AppLink.tsx'
import styles from './Segmented.module.css'

export type SegmentedNavProps = {
  label: string
  links: readonly { href: string; label: string; current: boolean }[]
}

/** The same look for the views of a page, each with an address of its own. */
export function SegmentedNav({ label, links }: SegmentedNavProps) {
  return (
    <nav className={styles.group} aria-label={label}>
      {links.map((link) => (
        <AppLink key={link.href} href={link.href} className={styles.option} aria-current={link.current ? 'page' : undefined}>
          {link.label}
        </AppLink>
      ))}
    </nav>
  )
}
