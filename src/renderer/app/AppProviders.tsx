import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { type ReactNode, useEffect, useMemo } from 'react'
import { createFormatters } from './i18n/format.ts'
import { createI18n } from './i18n/i18n.ts'
import { type LanguageChoice, languageChoices, resolveLanguage, resolveLocale } from './i18n/language.ts'
import { LanguageContext } from './i18n/told.tsx'
import { FormatContext } from './i18n/use-format.ts'
import { TranslatorContext } from './i18n/use-t.ts'
import { useLastChoice } from './last-choice.ts'
import skin from './theme/mantine-skin.module.css'
import { mantineTheme } from './theme/mantine-theme.ts'
import './theme/styles.ts'
import { type ThemeChoice, themeChoices, ThemeContext, useResolvedTheme } from './theme/theme.ts'
import { type ImageSource, ImageSourceContext } from '#renderer/ui/cover/image-source.ts'
import { type Navigation, NavigationContext } from '#renderer/ui/link/navigation.ts'

export type AppProvidersProps = {
  /** Undefined until the settings have been read: then what was chosen last in this window holds, so that nothing flashes. */
  theme: ThemeChoice | undefined
  language: LanguageChoice | undefined
  /** Where pictures come from, by content hash. */
  images: ImageSource
  /** How links move within the window; without it they load a page. */
  navigation?: Navigation
  children: ReactNode
}

export function AppProviders({ theme: themeChoice, language: languageChoice, images, navigation, children }: AppProvidersProps) {
  const theme = useResolvedTheme(useLastChoice('theme', themeChoice, themeChoices))
  const language = resolveLanguage(useLastChoice('language', languageChoice, languageChoices), navigator.languages)
  const translator = useMemo(() => createI18n(language).t, [language])
  const format = useMemo(() => createFormatters(language, resolveLocale(language, navigator.languages)), [language])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  return (
    <MantineProvider theme={mantineTheme} forceColorScheme={theme === 'paper' ? 'light' : 'dark'} withCssVariables={false} withGlobalClasses={false}>
      <ThemeContext value={theme}>
        <LanguageContext value={language}>
          <TranslatorContext value={translator}>
            <FormatContext value={format}>
              <ImageSourceContext value={images}>
                <NavigationContext value={navigation}>
                  {children}
                  <Notifications position="bottom-center" limit={3} autoClose={8000} transitionDuration={200} containerWidth="26rem" zIndex={400} classNames={{ root: skin.toasts }} />
                </NavigationContext>
              </ImageSourceContext>
            </FormatContext>
          </TranslatorContext>
        </LanguageContext>
      </ThemeContext>
    </MantineProvider>
  )
}
