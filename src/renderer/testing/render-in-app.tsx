import { render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { AppProviders } from '#renderer/app/AppProviders.tsx'
import type { Navigation } from '#renderer/ui/link/navigation.ts'

/** Draws a component as the window would: in English, on walnut, with pictures that lead nowhere. */
export function renderInApp(element: ReactElement, navigation?: Navigation) {
  return render(element, {
    wrapper: ({ children }) => (
      <AppProviders theme="walnut" language="en" images={{ widths: [160], url: (hash, width) => `/images/${hash}/${width}` }} {...(navigation ? { navigation } : {})}>
        {children}
      </AppProviders>
    ),
  })
}
