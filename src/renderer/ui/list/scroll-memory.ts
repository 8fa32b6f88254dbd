/** Where each list was left, so that coming back finds it there. Lives as long as the window. */
type Place = { readonly offset: number; readonly active: number }

const places = new Map<string, Place>()

export const recallPlace = (key: string | undefined): Place => (key === undefined ? undefined : places.get(key)) ?? { offset: 0, active: 0 }

export function rememberPlace(key: string | undefined, place: Place): void {
  if (key !== undefined) places.set(key, place)
}

export const forgetPlaces = (): void => places.clear()
