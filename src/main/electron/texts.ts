const texts = {
  en: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    playback: 'Playback',
    window: 'Window',
    help: 'Help',
    addFolder: 'Add a music folder…',
    settings: 'Settings…',
    home: 'Home',
    library: 'Library',
    jobs: 'Jobs',
    playPause: 'Play or pause',
    next: 'Next',
    previous: 'Previous',
    show: 'Show Sillon',
    quit: 'Quit Sillon',
    shortcuts: 'Keyboard shortcuts',
    dataFolder: 'Open the data folder',
    cannotStart: 'Sillon cannot open',
    noKeyring: 'This system has no keyring, so passwords and tokens could only be stored readable by anyone who can read your files.',
    noKeyringKeep: 'Store them in a file only I can read',
    noKeyringForget: 'Ask me again each time',
  },
  fr: {
    file: 'Fichier',
    edit: 'Édition',
    view: 'Affichage',
    playback: 'Lecture',
    window: 'Fenêtre',
    help: 'Aide',
    addFolder: 'Ajouter un dossier de musique…',
    settings: 'Réglages…',
    home: 'Accueil',
    library: 'Bibliothèque',
    jobs: 'Tâches',
    playPause: 'Lire ou mettre en pause',
    next: 'Suivant',
    previous: 'Précédent',
    show: 'Afficher Sillon',
    quit: 'Quitter Sillon',
    shortcuts: 'Raccourcis clavier',
    dataFolder: 'Ouvrir le dossier des données',
    cannotStart: 'Sillon ne peut pas s’ouvrir',
    noKeyring: 'Ce système n’a pas de trousseau : mots de passe et jetons ne pourraient être rangés que lisibles par quiconque lit vos fichiers.',
    noKeyringKeep: 'Les ranger dans un fichier que moi seul peux lire',
    noKeyringForget: 'Me les redemander à chaque fois',
  },
} as const satisfies Record<string, Record<string, string>>

/** The few words that stand outside the window: menu, tray, dialogs. */
export type HostTexts = { readonly [K in keyof (typeof texts)['en']]: string }

/** The language of a setting; `system` follows the locale. */
export function hostLanguage(language: 'system' | 'en' | 'fr', locale: string): 'en' | 'fr' {
  if (language !== 'system') return language
  return locale.toLowerCase().startsWith('fr') ? 'fr' : 'en'
}

/** The texts of a language setting. */
export function hostTexts(language: 'system' | 'en' | 'fr', locale: string): HostTexts {
  return texts[hostLanguage(language, locale)]
}
