export const corrections = {
  'This correction does not exist.': 'Cette correction n’existe pas.',
  'This correction is undone already.': 'Cette correction est déjà annulée.',
  'This correction is in force; there is nothing to take up again.': 'Cette correction est en vigueur ; il n’y a rien à rétablir.',
  'One of these plays is gone or has other words by now. Nothing was changed; look again.': 'L’une de ces écoutes n’existe plus ou porte maintenant d’autres mots. Rien n’a été modifié ; vérifiez à nouveau.',
  '{0} is {1} by an earlier correction, so {2} cannot become {3}. Undo that one first. Nothing was changed.': 'Une correction précédente fait de {0} {1} ; {2} ne peut donc pas devenir {3}. Annulez-la d’abord. Rien n’a été modifié.',
  'Every artist can stand in a credit only once.': 'Un artiste ne peut figurer qu’une fois dans une mention.',
  '{0} cannot be one of the artists it is split into.': '{0} ne peut pas être l’un des artistes issus de sa propre séparation.',
  'These words are not in the history any more.': 'Ces mots ne sont plus dans l’historique.',
  'It is called {0} already.': 'Le nom est déjà {0}.',
}
