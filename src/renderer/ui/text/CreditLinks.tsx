import { Fragment } from 'react'
import { AppLink } from '../link/AppLink.tsx'

export type CreditLinksProps = { credits: readonly { name: string; href?: string | undefined; joinPhrase: string }[]; tabIndex?: number }

/** A credit as it was written, each name a link: *Low Tide Ministry with Maren Oskvold*. */
export function CreditLinks({ credits, tabIndex }: CreditLinksProps) {
  return credits.map((credit, at) => (
    <Fragment key={`${at} ${credit.name}`}>
      {credit.href ? <AppLink href={credit.href} tabIndex={tabIndex}>{credit.name}</AppLink> : credit.name}
      {credit.joinPhrase}
    </Fragment>
  ))
}
