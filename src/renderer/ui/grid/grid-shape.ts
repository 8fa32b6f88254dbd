/** Gaps between tiles, as drawn by VirtualGrid.module.css, in pixels. */
export const gridGap = { across: 20, down: 24 } as const

export type GridShape = { readonly lanes: number; readonly itemWidth: number; readonly lineHeight: number }

/** As many tiles side by side as fit at their least width, sharing what is left; square pictures over a caption. */
export function gridShape(width: number, leastWidth: number, captionHeight: number): GridShape {
  const lanes = Math.max(1, Math.floor((width + gridGap.across) / (leastWidth + gridGap.across)))
  const itemWidth = Math.max(leastWidth, (width - gridGap.across * (lanes - 1)) / lanes)
  return { lanes, itemWidth, lineHeight: Math.ceil(itemWidth + captionHeight + gridGap.down) }
}
