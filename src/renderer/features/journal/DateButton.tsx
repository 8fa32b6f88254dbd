import { Popover } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useNow } from '#renderer/app/use-now.ts'
import { useSettings } from '#renderer/features/settings/use-settings.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { MonthCalendar } from '#renderer/ui/calendar/MonthCalendar.tsx'
import { heatLevels } from '#renderer/ui/chart/heat-levels.ts'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { localDay } from '#shared/model/local-day.ts'

/** The listener's day now. */
export function useToday(): number {
  const now = useNow()
  const { settings } = useSettings()
  return localDay(now, new Intl.DateTimeFormat().resolvedOptions().timeZone, settings?.dayStartsAt ?? 0)
}

/** Opens a calendar that shows how much was heard each day, and goes to the one chosen. */
export function DateButton({ day, onPick }: { day: number | undefined; onPick(day: number): void }) {
  const t = useT()
  const today = useToday()
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button icon={<Icon of={IconCalendar} size="s" />} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('journal.goToDate')}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Days
          day={day ?? today}
          today={today}
          onPick={(picked) => {
            setOpen(false)
            onPick(picked)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function Days({ day, today, onPick }: { day: number; today: number; onPick(day: number): void }) {
  const t = useT()
  const format = useFormat()
  const [year, setYear] = useState(Math.floor(day / 10_000))
  const { data } = useQuery(api.plays.year.queryOptions({ input: { year } }))
  const figures = new Map(data?.days.map((figure) => [figure.day, figure.plays]))
  const level = heatLevels([...figures.values()])
  return (
    <MonthCalendar
      value={day}
      today={today}
      levelOf={(each) => level(figures.get(each) ?? 0)}
      nameOf={(each) => {
        const plays = figures.get(each)
        return plays ? t('journal.calendar.heard', { date: format.dayName(each), plays: t('common.plays', { count: plays }) }) : t('journal.calendar.silent', { date: format.dayName(each) })
      }}
      onPick={onPick}
      onYear={setYear}
    />
  )
}
