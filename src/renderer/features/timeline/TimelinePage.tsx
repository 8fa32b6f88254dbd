import { useSearch } from '@tanstack/react-router'
import { ClockView } from './ClockView.tsx'
import { DaysView } from './DaysView.tsx'

/** When music was heard: day by day as strips of hours, a year as a map of heat, or all as a clock. */
export function TimelinePage() {
  const search = useSearch({ strict: false }) as { view?: unknown }
  return search.view === 'clock' ? <ClockView /> : <DaysView />
}
