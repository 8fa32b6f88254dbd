import { type AnchorHTMLAttributes, type MouseEvent, type Ref, useContext } from 'react'
import { NavigationContext } from './navigation.ts'

export type AppLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; ref?: Ref<HTMLAnchorElement> }

/** A link inside Sillon: a true anchor, moved by the router on a plain click. */
export function AppLink({ href, onClick, onPointerEnter, children, ...rest }: AppLinkProps) {
  const navigation = useContext(NavigationContext)

  function follow(event: MouseEvent<HTMLAnchorElement>): void {
    onClick?.(event)
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
    if (!navigation || event.defaultPrevented || !plain) return
    event.preventDefault()
    navigation.go(href)
  }

  return (
    <a
      href={href}
      onClick={follow}
      onPointerEnter={(event) => {
        onPointerEnter?.(event)
        navigation?.prepare?.(href)
      }}
      {...rest}
    >
      {children}
    </a>
  )
}
