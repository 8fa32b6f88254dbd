import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/** Whether the window can go back or forward, and how. Positions come from the history's own index. */
export function useNavigationHistory(): { canGoBack: boolean; canGoForward: boolean; back(): void; forward(): void } {
  const router = useRouter()
  const index = useRouterState({ select: (state) => state.location.state.__TSR_index ?? 0 })
  const [furthest, setFurthest] = useState(index)

  useEffect(
    () =>
      router.history.subscribe(({ action, location }) => {
        const at = location.state.__TSR_index ?? 0
        if (action.type === 'PUSH') setFurthest(at)
        else setFurthest((current) => Math.max(current, at))
      }),
    [router],
  )
  return { canGoBack: index > 0, canGoForward: index < furthest, back: () => router.history.back(), forward: () => router.history.forward() }
}
