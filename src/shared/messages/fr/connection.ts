export const connection = {
  'That was cancelled. What was done until then is kept.': 'Opération annulée. Ce qui était déjà fait est conservé.',
  'That request was not understood ({0}). Nothing was changed.': 'Cette demande n’a pas été comprise ({0}). Rien n’a été modifié.',
  'That request was not understood. Nothing was changed.': 'Cette demande n’a pas été comprise. Rien n’a été modifié.',
  'There is nothing of that name here.': 'Rien ne porte ce nom ici.',
  'Something went wrong that should not have. Nothing else was affected. The log has the details under {0}.': 'Une erreur imprévue s’est produite. Rien d’autre n’est touché. Les détails sont dans le journal, sous {0}.',
  'The connection to the library was lost. It is being restored; try again in a moment.': 'La connexion à la bibliothèque est perdue. Elle est en cours de rétablissement ; réessayez dans un instant.',
  'The reader knows no read {0}.': 'Le lecteur de la bibliothèque ne connaît pas la requête {0}.',
  'This worker has no procedure {0}.': 'Ce processus d’arrière-plan ne connaît pas la procédure {0}.',
  'A background worker stopped unexpectedly. What it had finished is kept; it starts again when needed.': 'Un processus d’arrière-plan s’est arrêté de façon inattendue. Ce qu’il avait terminé est conservé ; il redémarrera dès qu’il le faudra.',
  'Something unforeseen happened in this window. Your library is intact; try again.': 'Un imprévu s’est produit dans cette fenêtre. Votre bibliothèque est intacte ; réessayez.',
}
