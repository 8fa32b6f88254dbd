import { fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { Palette } from './Palette.tsx'

const onClose = vi.fn<() => void>()
const act = vi.fn<(what: string) => void>()

function Search({ isSearching = false }: { isSearching?: boolean }) {
  const [query, setQuery] = useState('')
  const songs = ['Ballast', 'Bollard', 'Barefoot'].filter((song) => song.toLowerCase().startsWith(query))
  return (
    <Palette
      isOpen
      onClose={onClose}
      query={query}
      onQuery={setQuery}
      isSearching={isSearching}
      groups={[
        { id: 'tracks', label: 'Tracks', items: songs.map((song) => ({ id: song, label: song, onSelect: () => act(`play ${song}`), onQueue: () => act(`queue ${song}`) })) },
        { id: 'commands', label: 'Commands', items: query === '' ? [{ id: 'scan', label: 'Scan', onSelect: () => act('scan') }] : [] },
      ]}
    />
  )
}

const field = (): HTMLElement => screen.getByRole('combobox')
const inHand = (): string | null | undefined => document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.textContent

givenWindow(800, 600)
beforeEach(() => void vi.clearAllMocks())

test('the best result is in hand at once; arrows go round through every group', () => {
  renderInApp(<Search />)
  expect(inHand()).toBe('Ballast')
  fireEvent.keyDown(field(), { key: 'ArrowUp' })
  expect(inHand()).toBe('Scan')
  fireEvent.keyDown(field(), { key: 'ArrowDown' })
  expect(inHand()).toBe('Ballast')
})

test('Enter runs and closes, Control Enter queues', () => {
  renderInApp(<Search />)
  fireEvent.keyDown(field(), { key: 'ArrowDown' })
  fireEvent.keyDown(field(), { key: 'Enter' })
  fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
  expect(act.mock.calls.flat()).toEqual(['play Bollard', 'queue Bollard'])
  expect(onClose).toHaveBeenCalledTimes(2)
})

test('other letters bring the best result to hand again', () => {
  renderInApp(<Search />)
  fireEvent.keyDown(field(), { key: 'ArrowDown' })
  fireEvent.change(field(), { target: { value: 'ba' } })
  expect(inHand()).toBe('Ballast')
  expect(screen.getByText('2 results')).toBeTruthy()
})

test('nothing is said to be missing while the answer is on its way', () => {
  const { rerender } = renderInApp(<Search isSearching />)
  fireEvent.change(field(), { target: { value: 'zz' } })
  expect(screen.queryByText('Nothing matches zz')).toBeNull()
  rerender(<Search />)
  expect(screen.getByText('Nothing matches zz')).toBeTruthy()
})

test('an input method is left to finish its word', () => {
  renderInApp(<Search />)
  fireEvent.keyDown(field(), { key: 'Enter', isComposing: true })
  expect(act).not.toHaveBeenCalled()
})
