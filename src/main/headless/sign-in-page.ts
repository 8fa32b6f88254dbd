import { createHash } from 'node:crypto'

/** Why someone sees the page; `none` is a first visit. */
export type Refusal = 'none' | 'wrong-password' | 'used-address' | 'too-many'

const style = `html { background: light-dark(#fbf7f0, #151110); color: light-dark(#231c15, #ede5da) }
body { font: 15px/24px system-ui, sans-serif; max-width: 28rem; margin: 20vh auto; padding: 0 24px }
h1 { font: 400 28px/36px Georgia, serif }
input, button { font: inherit; padding: 6px 12px; box-sizing: border-box; border: 1px solid light-dark(#8d7c68, #7a6b5f); border-radius: 6px; background: light-dark(#fffdf9, #221d19); color: inherit }
input { width: 100% }
button { border-color: transparent; background: light-dark(#914720, #e59b6d); color: light-dark(#fffdf9, #1d120a); font-weight: 600; cursor: pointer }
:focus-visible { outline: 2px solid light-dark(#914720, #f0b48e); outline-offset: 2px }`

/** The policy of this page alone: its one style sheet and its form. */
export const signInPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

const texts = {
  en: {
    password: 'Password',
    open: 'Open Sillon',
    address: 'Open the address that Sillon printed when it started. It works once; restart Sillon for a new one.',
    refusals: {
      'wrong-password': 'That password is not right.',
      'used-address': 'That address was used already, or belongs to an earlier start.',
      'too-many': 'Too many wrong passwords from this address. Wait fifteen minutes, then try again.',
    },
  },
  fr: {
    password: 'Mot de passe',
    open: 'Ouvrir Sillon',
    address: 'Ouvrez l’adresse que Sillon a affichée à son démarrage. Elle sert une fois ; redémarrez Sillon pour en obtenir une autre.',
    refusals: {
      'wrong-password': 'Ce mot de passe n’est pas le bon.',
      'used-address': 'Cette adresse a déjà servi, ou vient d’un démarrage précédent.',
      'too-many': 'Trop de mots de passe erronés depuis cette adresse. Attendez quinze minutes avant de réessayer.',
    },
  },
} as const

/** The page for someone without a session; it needs no script. French where the browser prefers it. */
export function signInPage({ asksPassword, refusal, acceptLanguage }: { asksPassword: boolean; refusal: Refusal; acceptLanguage: string | undefined }): string {
  const language = /^\s*fr\b/i.test(acceptLanguage ?? '') ? 'fr' : 'en'
  const text = texts[language]
  const alert = refusal === 'none' ? '' : `<p role="alert">${text.refusals[refusal]}</p>`
  const form = `<form method="post" action="/session"><p><label>${text.password}<br><input type="password" name="password" autocomplete="current-password" autofocus required></label></p><p><button>${text.open}</button></p></form>`
  const body = asksPassword ? form : `<p>${text.address}</p>`
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="dark light"><title>Sillon</title><style>${style}</style></head><body><h1>Sillon</h1>${alert}${body}</body></html>`
}
