export const system = {
  'This system has no keyring, so tokens and passwords are kept in a file that only you can read, or not at all. Install GNOME Keyring or KWallet to keep them safer.': 'Ce système n’a pas de trousseau : jetons et mots de passe sont gardés dans un fichier que vous seul pouvez lire, ou ne le sont pas. Installez GNOME Keyring ou KWallet pour mieux les protéger.',
  'There is no folder dialog here. Choose the folder from the list.': 'Il n’y a pas de sélecteur de dossier ici. Choisissez le dossier dans la liste.',
  'There is no file manager here: Sillon runs on another computer, or without a window.': 'Il n’y a pas de gestionnaire de fichiers ici : Sillon tourne sur un autre ordinateur, ou sans fenêtre.',
  'That file is no longer in the library.': 'Ce fichier n’est plus dans la bibliothèque.',
  'The name of this file is not text, so the file manager cannot be told to show it.': 'Le nom de ce fichier n’est pas du texte ; le gestionnaire de fichiers ne peut donc pas le montrer.',
  '{0} is not there now. If it lies on a drive that is not connected, connect it and try again.': '{0} n’est pas là pour l’instant. S’il se trouve sur un disque débranché, rebranchez-le et réessayez.',
  'Sillon cannot open a browser here. Copy the address instead.': 'Sillon ne peut pas ouvrir de navigateur ici. Copiez plutôt l’adresse.',
  'A token needs a name of 1 to 64 letters, digits, spaces, dots, dashes or underscores.': 'Le nom d’un jeton compte de 1 à 64 lettres, chiffres, espaces, points, tirets ou tirets bas.',
  'There is a token named "{0}" already. Revoke it first, or choose another name.': 'Un jeton nommé « {0} » existe déjà. Révoquez-le d’abord, ou choisissez un autre nom.',
  'There is no token named "{0}".': 'Il n’y a pas de jeton nommé « {0} ».',
  'A password needs at least 8 characters. Nothing was changed.': 'Un mot de passe compte au moins 8 caractères. Rien n’a été modifié.',
}
