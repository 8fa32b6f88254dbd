/** The page for someone without a session. It needs no script and no style sheet. */
export function signInPage({ hasPassword, isRefused }: { hasPassword: boolean; isRefused: boolean }): string {
  const refusal = isRefused
    ? `<p role="alert">${hasPassword ? 'That was not accepted. Try again. <span lang="fr">Refusé, réessayez.</span>' : 'This address was used already. <span lang="fr">Cette adresse a déjà servi.</span>'}</p>`
    : ''
  const form = hasPassword
    ? `<form method="post" action="/session"><p><label>Password, <span lang="fr">mot de passe</span><br><input type="password" name="password" autocomplete="current-password" autofocus required></label></p><p><button>Open Sillon, <span lang="fr">ouvrir</span></button></p></form>`
    : `<p>Open the address that Sillon printed when it started. It works once; restart Sillon for a new one.</p><p lang="fr">Ouvrez l’adresse que Sillon a affichée à son démarrage. Elle sert une fois ; redémarrez Sillon pour en obtenir une autre.</p>`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="dark light"><title>Sillon</title></head><body style="font: 15px/24px system-ui, sans-serif; max-width: 28rem; margin: 20vh auto; padding: 0 24px"><h1 style="font: 400 28px/36px Georgia, serif">Sillon</h1>${refusal}${form}</body></html>`
}
