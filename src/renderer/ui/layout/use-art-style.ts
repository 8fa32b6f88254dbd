import { type CSSProperties, useMemo } from 'react'
import { type ArtPalette, artColours } from '#shared/model/art-colours.ts'
import { useTheme } from '#renderer/app/theme/theme.ts'

/** The style that lends a page the colours of its cover, in the theme now drawn; nothing without a cover. */
export function useArtStyle(palette: ArtPalette | null | undefined): CSSProperties | undefined {
  const theme = useTheme()
  return useMemo(() => {
    if (!palette) return undefined
    const { art, artOn, artBg, backdrop } = artColours(palette, theme)
    return { '--art': art, '--art-on': artOn, '--art-bg': artBg, '--backdrop': backdrop, '--playing': art, '--quality-high': 'var(--text)', '--quality-line': 'var(--line-2)' } as CSSProperties
  }, [palette, theme])
}
