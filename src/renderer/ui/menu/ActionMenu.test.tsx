import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { ActionMenu } from './ActionMenu.tsx'
import type { MenuEntry } from './menu-entry.ts'

givenWindow(800, 600)

/** The line that takes the focus; jsdom, which places nothing, takes the menu for hidden and gives it none. */
const firstInFocus = (): string | null | undefined => document.querySelector('[data-autofocus]')?.textContent

const open = async (entries: () => readonly MenuEntry[]): Promise<void> => {
  renderInApp(<ActionMenu entries={entries}><button type="button">More</button></ActionMenu>)
  fireEvent.click(screen.getByText('More'))
  await screen.findByRole('menu', { hidden: true })
}

test('its lines are made when it opens, and the first that can be chosen gets the focus', async () => {
  const entries = vi.fn<() => readonly MenuEntry[]>(() => [
    { kind: 'title', id: 'title', label: 'Tracks' },
    { kind: 'action', id: 'edit', label: 'Edit', isDisabled: true, onSelect: () => undefined },
    { kind: 'action', id: 'play', label: 'Play', shortcut: 'Mod P', onSelect: () => undefined },
  ])
  await open(entries)
  expect(firstInFocus()).toBe('PlayCtrl P')
})

test('among choices the focus begins on the one that holds, and choosing closes', async () => {
  const choose = vi.fn<() => void>()
  await open(() => ['Title', 'Year', 'Plays'].map((label) => ({ kind: 'choice', id: label, label, isChosen: label === 'Year', onSelect: choose })))
  expect(firstInFocus()).toBe('Year')
  expect(screen.getByRole('menuitemradio', { name: 'Year', hidden: true }).getAttribute('aria-checked')).toBe('true')
  fireEvent.click(screen.getByRole('menuitemradio', { name: 'Plays', hidden: true }))
  expect(choose).toHaveBeenCalledTimes(1)
})
