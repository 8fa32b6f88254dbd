import type { ledger as en } from '../en/ledger.ts'
import type { French } from '../french.ts'

export const ledger: French<typeof en> = {
  text: 'Ce que vous avez corrigé, une fois pour tout l’historique et pour ce qui viendra. Tout s’annule, dans n’importe quel ordre.',
  emptyTitle: 'Rien n’a encore été corrigé',
  emptyText: 'Corrigez un artiste, un album ou un titre dans le Journal, ou ajoutez une règle ici. Les écoutes elles-mêmes ne changent jamais.',
  add: 'Ajouter une règle',
  export: 'Exporter',
  exportName: 'sillon-corrections.json',
  rebuild: 'Tout rapprocher de nouveau',
  rebuildStarted: 'Tout ce qui a été écouté est rapproché de nouveau',
  undo: 'Annuler',
  redo: 'Refaire',
  undone: 'La correction a été annulée : {{plays}} ont changé',
  redone: 'Corrigé de nouveau : {{plays}} ont changé',
  effect_one: '{{plays}}, {{count, number}} formulation',
  effect_many: '{{plays}}, {{count, number}} formulations',
  effect_other: '{{plays}}, {{count, number}} formulations',
  undoneAt: 'Annulée {{when}}',
  loadMore: 'Voir les plus anciennes',
  kind: { 'rename-artist': 'Renommer un artiste', 'rename-album': 'Renommer un album', 'rename-track': 'Renommer un titre', 'merge-artists': 'Fusionner des artistes', 'split-artist': 'Séparer un crédit', 'never-split': 'Ne jamais séparer', 'assign-track': 'C’est cette piste', hide: 'Laisser de côté' },
  said: {
    'rename-artist': '{{artist}} s’appelle {{to}}', 'rename-album': '{{album}} de {{artist}} s’appelle {{to}}', 'rename-track': '{{title}} de {{artist}} s’appelle {{to}}', 'merge-artists': '{{names}} ne font qu’un : {{into}}', 'split-artist': '{{artist}} désigne {{into}}', 'never-split': '{{artist}} est un seul artiste', 'assign-track': 'Les mots d’une écoute désignent une autre piste', hide: '{{name}} est laissé de côté partout',
  },
  form: { title: 'Ajouter une règle', kind: 'Règle', artist: 'Artiste', album: 'Album', track: 'Titre', to: 'Il faut lire', artists: 'Artistes, un par ligne', into: 'Sont cet artiste', parts: 'Artistes nommés, un par ligne', trackOptional: 'Titre (vide : tout de l’artiste)', save: 'Corriger' },
}
