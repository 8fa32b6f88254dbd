import { createContext, useContext } from 'react'
import { createFormatters, type Formatters } from './format.ts'

export const FormatContext = createContext<Formatters>(createFormatters('en', 'en-GB'))

/** Numbers, dates and durations in the language of the window. */
export const useFormat = (): Formatters => useContext(FormatContext)
