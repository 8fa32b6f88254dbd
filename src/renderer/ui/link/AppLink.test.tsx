import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { AppLink } from './AppLink.tsx'

givenWindow(800, 600)

test('a plain click moves within the window; a click with a key is the browser’s', () => {
  const go = vi.fn<(href: string) => void>()
  renderInApp(<AppLink href="/album/7">Ballast</AppLink>, { go })
  expect(fireEvent.click(screen.getByText('Ballast'))).toBe(false)
  expect(fireEvent.click(screen.getByText('Ballast'), { metaKey: true })).toBe(true)
  expect(go.mock.calls).toEqual([['/album/7']])
})
