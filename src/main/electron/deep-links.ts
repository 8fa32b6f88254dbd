/** The scheme other programs open Sillon with. */
export const deepLinkScheme = 'sillon'

const places = /^(?:home|library|jobs|settings|album\/\d{1,15}|artist\/\d{1,15})$/

/** The page a `sillon://` link names, or null. Links only navigate: they never play, change or fetch anything. */
export function pageOfDeepLink(link: string): string | null {
  if (!URL.canParse(link)) return null
  const { protocol, host, pathname } = new URL(link)
  if (protocol !== `${deepLinkScheme}:`) return null
  const place = `${host}${pathname}`.replace(/\/+$/, '')
  return places.test(place) ? (place === 'home' ? '/' : `/${place}`) : null
}

/** The first deep link among the arguments a second instance was started with. */
export function findDeepLink(args: readonly string[]): string | null {
  return args.find((argument) => argument.startsWith(`${deepLinkScheme}://`)) ?? null
}
