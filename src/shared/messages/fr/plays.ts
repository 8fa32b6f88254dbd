export const plays = {
  'This play is not in the history any more.': 'Cette écoute n’est plus dans l’historique.',
  'This track is still playing. Change the play when it has ended.': 'Ce titre est encore en lecture. Modifiez l’écoute quand elle sera terminée.',
  '“{0}” is not a time zone. Nothing was changed.': '« {0} » n’est pas un fuseau horaire. Rien n’a été modifié.',
  'A play cannot lie in the future. Nothing was changed.': 'Une écoute ne peut pas être dans le futur. Rien n’a été modifié.',
  'A play cannot be joined with itself. Nothing was changed.': 'Une écoute ne peut pas être réunie avec elle-même. Rien n’a été modifié.',
}
