import { Checkbox, createTheme, Drawer, Input, Menu, Modal, Notification, NumberInput, PasswordInput, Popover, Radio, Select, Slider, Switch, TextInput, Tooltip } from '@mantine/core'
import skin from './mantine-skin.module.css'

const motion = { duration: 120, timingFunction: 'cubic-bezier(.2, .7, .2, 1)' } as const
const field = { wrapper: skin.field, input: skin.input, label: skin.fieldLabel, description: skin.fieldHint, error: skin.fieldError } as const
const dialog = { overlay: skin.overlay, content: skin.dialog, header: skin.dialogHead, title: skin.dialogTitle, body: skin.dialogBody, close: skin.dialogClose } as const

/** Mantine in our tokens. Text fields, selects, checkboxes and switches may be used from Mantine as they are. */
export const mantineTheme = createTheme({
  fontFamily: 'var(--sans)',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Menu: Menu.extend({
      defaultProps: { position: 'bottom-start', offset: 4, transitionProps: { ...motion, transition: 'fade' }, loop: true },
      classNames: { dropdown: skin.dropdown, item: skin.menuItem, itemSection: skin.menuSection, label: skin.menuLabel, divider: skin.menuDivider },
    }),
    Popover: Popover.extend({ defaultProps: { position: 'bottom-start', offset: 4, transitionProps: { ...motion, transition: 'fade' } }, classNames: { dropdown: skin.popover } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 450, offset: 6, transitionProps: { ...motion, transition: 'fade' } }, classNames: { tooltip: skin.tooltip } }),
    Input: Input.extend({ classNames: { wrapper: skin.field, input: skin.input } }),
    TextInput: TextInput.extend({ classNames: field }),
    NumberInput: NumberInput.extend({ classNames: field }),
    PasswordInput: PasswordInput.extend({ classNames: field }),
    Select: Select.extend({
      defaultProps: { allowDeselect: false, withCheckIcon: false, comboboxProps: { offset: 4, transitionProps: { ...motion, transition: 'fade' } } },
      classNames: { ...field, dropdown: skin.dropdown, option: skin.option },
    }),
    Checkbox: Checkbox.extend({ classNames: { root: skin.box, body: skin.boxBody, inner: skin.boxInner, input: skin.boxInput, icon: skin.boxIcon, label: skin.boxLabel, description: skin.boxHint } }),
    Radio: Radio.extend({ classNames: { root: skin.box, body: skin.boxBody, inner: skin.boxInner, radio: skin.radio, icon: skin.boxIcon, label: skin.boxLabel, description: skin.boxHint } }),
    Switch: Switch.extend({
      defaultProps: { withThumbIndicator: false },
      classNames: { root: skin.switch, body: skin.boxBody, input: skin.switchInput, track: skin.switchTrack, thumb: skin.switchThumb, label: skin.boxLabel, description: skin.boxHint },
    }),
    Slider: Slider.extend({ defaultProps: { size: 3, label: null }, classNames: { track: skin.sliderTrack, thumb: skin.sliderThumb } }),
    // The frame never scrolls, so there is nothing to lock; the lock would inject a style element.
    Modal: Modal.extend({ defaultProps: { lockScroll: false, centered: true, transitionProps: { ...motion, transition: 'fade' } }, classNames: dialog }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false, transitionProps: { ...motion, transition: 'slide-left' } }, classNames: dialog }),
    Notification: Notification.extend({ classNames: { root: skin.toast, description: skin.toastText, closeButton: skin.toastClose } }),
  },
})
