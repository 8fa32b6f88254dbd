import { useEffect } from 'react'

/**
 * A choice that must hold before the settings can be read: the one given, else the last one given in this window, else the
 * first of the possible ones.
 */
export function useLastChoice<Choice extends string>(name: string, choice: Choice | undefined, possible: readonly [Choice, ...Choice[]]): Choice {
  useEffect(() => {
    if (choice !== undefined) localStorage.setItem(`sillon.${name}`, choice)
  }, [name, choice])
  if (choice !== undefined) return choice
  const last = localStorage.getItem(`sillon.${name}`)
  return possible.find((each) => each === last) ?? possible[0]
}
