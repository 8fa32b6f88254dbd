import { createTheme } from '@mantine/core'
import skin from './mantine-skin.module.css'

const motion = { duration: 120, timingFunction: 'cubic-bezier(.2, .7, .2, 1)' } as const
const field = { wrapper: skin.field, input: skin.input, label: skin.fieldLabel, description: skin.fieldHint, error: skin.fieldError } as const
const dialog = { overlay: skin.overlay, content: skin.dialog, header: skin.dialogHead, title: skin.dialogTitle, body: skin.dialogBody, close: skin.dialogClose } as const

/**
 * Mantine in our tokens. Text fields, selects, checkboxes and switches may be used from Mantine as they are.
 * Components are named, not imported: what a page does not use stays out of its bundle.
 */
export const mantineTheme = createTheme({
  fontFamily: 'var(--sans)',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Menu: {
      defaultProps: { position: 'bottom-start', offset: 4, transitionProps: { ...motion, transition: 'fade' }, withInitialFocusPlaceholder: false },
      classNames: { dropdown: skin.menu, item: skin.menuItem, itemSection: skin.menuSection, label: skin.menuLabel, divider: skin.menuDivider },
    },
    Popover: { defaultProps: { position: 'bottom-start', offset: 4, transitionProps: { ...motion, transition: 'fade' } }, classNames: { dropdown: skin.popover } },
    Tooltip: { defaultProps: { openDelay: 450, offset: 6, transitionProps: { ...motion, transition: 'fade' } }, classNames: { tooltip: skin.tooltip } },
    Input: { classNames: { wrapper: skin.field, input: skin.input } },
    TextInput: { classNames: field },
    NumberInput: { classNames: field },
    PasswordInput: { classNames: field },
    Select: {
      defaultProps: { allowDeselect: false, withCheckIcon: false, comboboxProps: { offset: 4, transitionProps: { ...motion, transition: 'fade' } } },
      classNames: { ...field, dropdown: skin.dropdown, option: skin.option },
    },
    Checkbox: { classNames: { root: skin.box, body: skin.boxBody, inner: skin.boxInner, input: skin.boxInput, icon: skin.boxIcon, label: skin.boxLabel, description: skin.boxHint } },
    Radio: { classNames: { root: skin.box, body: skin.boxBody, inner: skin.boxInner, radio: skin.radio, icon: skin.boxIcon, label: skin.boxLabel, description: skin.boxHint } },
    Switch: {
      defaultProps: { withThumbIndicator: false },
      classNames: { root: skin.switch, body: skin.boxBody, input: skin.switchInput, track: skin.switchTrack, thumb: skin.switchThumb, label: skin.boxLabel, description: skin.boxHint },
    },
    Slider: { defaultProps: { size: 3, label: null }, classNames: { track: skin.sliderTrack, thumb: skin.sliderThumb } },
    // The frame never scrolls, so there is nothing to lock; the lock would inject a style element.
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: { ...motion, transition: 'fade' } }, classNames: dialog },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { ...motion, transition: 'slide-left' } }, classNames: dialog },
    Notification: { classNames: { root: skin.toast, description: skin.toastText } },
  },
})
