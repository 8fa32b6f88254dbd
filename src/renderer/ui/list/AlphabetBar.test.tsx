import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { AlphabetBar } from './AlphabetBar.tsx'

givenWindow(20, 600)

test('arrows skip the letters nobody has, and jump as they go', () => {
  const onJump = vi.fn<(letter: string) => void>()
  const letters = [...'#ABCD'].map((letter) => ({ letter, isThere: letter !== 'B' && letter !== 'C' }))
  renderInApp(<AlphabetBar letters={letters} current="A" onJump={onJump} />)
  expect(screen.getAllByRole('button').filter((button) => button.tabIndex === 0).map((button) => button.textContent)).toEqual(['A'])
  fireEvent.keyDown(screen.getByText('A'), { key: 'ArrowDown' })
  expect(document.activeElement?.textContent).toBe('D')
  fireEvent.keyDown(screen.getByText('D'), { key: 'ArrowDown' })
  fireEvent.keyDown(screen.getByText('D'), { key: 'Home' })
  expect(onJump.mock.calls.flat()).toEqual(['D', '#'])
  expect(screen.getByRole('button', { name: 'Jump to figures and signs' })).toBeTruthy()
})
