export const plays = {
  'This play is not in the history any more.': 'Cette écoute n’est plus dans l’historique.',
  'This track is still playing. Change the play when it has ended.': 'Ce titre est encore en lecture. Modifiez l’écoute quand elle sera terminée.',
  '“{0}” is not a time zone. Nothing was changed.': '« {0} » n’est pas un fuseau horaire. Rien n’a été modifié.',
  'A play cannot lie in the future. Nothing was changed.': 'Une écoute ne peut pas être dans le futur. Rien n’a été modifié.',
  'A play cannot be joined with itself. Nothing was changed.': 'Une écoute ne peut pas être réunie avec elle-même. Rien n’a été modifié.',
  'No record is turning.': 'Aucun disque ne tourne.',
  'A record cannot have been put on in the future. Nothing was written.': 'Un disque ne peut pas avoir été posé dans le futur. Rien n’a été écrit.',
  'This side is not in the library any more.': 'Cette face n’est plus dans la bibliothèque.',
  'This track is not on that side.': 'Ce titre n’est pas sur cette face.',
  'There is no other side to play.': 'Il n’y a pas d’autre face à jouer.',
  'The needle was lifted between the start and now. Nothing was changed.': 'Le bras a été levé entre le début et maintenant. Rien n’a été modifié.',
}
