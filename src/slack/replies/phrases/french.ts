import type { Phrases } from "./phrases.ts";

const ENDED = "(?:fait|fini|termine|complete|boucle|regle|envoye|signe|livre|traite)e?s?";
const BEFORE = "(?:(?:c'est|voila|j'ai|je l'ai|nous avons|on a|on l'a|tout est|tout|deja|ca y est|de mon cote,?|pour moi,?) )*";
const LATELY = "(?: (?:ce matin|hier|aujourd'hui|deja|maintenant|de mon cote|pour moi))*";
const DO = "je (?:le |la |les |vous l'|te l'|l')?(?:fais|finis|termine|envoie|livre|rends)";
const BY = "(?: (?:pour|d'ici|avant))?";

export const FRENCH: Phrases = {
  greeting: ["oui|bonjour|salut|merci|voila|parfait|super|bon"],
  done: [`${BEFORE}${ENDED}${LATELY}`, "(?:(?:c'est|tout est) )?(?:bon|ok|pret) (?:de mon cote|pour moi|pour ma part)|ca y est"],
  blocked: ["(?:(?:je suis|nous sommes|on est|c'est|ca|toujours|encore) )*bloque(?:e|s|es)?"],
  waiting: ["(?:j'attends|on attend|nous attendons)(?: (?:encore|toujours))?", "(?:toujours )?en attente (?:de|du|des|d'(?=\\S))"],
  halted: [
    "(?:je (?:ne )?peux|on (?:ne )?peut|nous ne pouvons) pas (?:avancer|continuer|commencer|poursuivre|finir)",
    "impossible (?:de |d')(?:continuer|avancer|commencer|poursuivre)",
    "sans .{2,60} (?:je (?:ne )?peux|on (?:ne )?peut) pas (?:avancer|continuer)",
  ],
  because: ["par|a cause d[eu]s?|car|parce que"],
  unblocked: [
    "(?:(?:je ne suis|ce n'est|c'est|n'est|on n'est|je suis|on est) )?(?:plus bloque|debloque)(?:e|s|es)?",
    "(?:je peux|on peut)(?: (?:maintenant|enfin|de nouveau))? (?:continuer|avancer|reprendre)(?: (?:maintenant|a nouveau))?|ca repart|c'est reparti",
  ],
  promise: [
    `${DO}${BY} {when}|(?:ce |ca )?sera (?:fait|pret|fini|termine|envoye)e?${BY} {when}|(?:pret|fait) pour {when}`,
    "(?:d'ici|pour|avant|jusqu'a) {when}|je m'en occupe d'ici {when}|(?:tu l'auras|vous l'aurez) {when}",
    "(?:j'ai besoin|il me faut)(?: (?:de temps|du temps))? jusqu'a {when}",
  ],
  handOff: [
    "je (?:le |la |l')?(?:passe|transmets|confie|laisse|donne)(?: (?:ca|cela|le relais|la main))? a @",
    "@ (?:s'en (?:occupe|charge)|prend (?:le relais|la suite)|le prend|reprend)(?: (?:maintenant|desormais))?",
    "c'est @ qui (?:s'en (?:occupe|charge)|reprend)",
  ],
  notMine: [
    "(?:(?:ce n'est|c'est) )?pas (?:a|pour) moi",
    "(?:(?:ce n'est|c'est) )?pas (?:mon (?:sujet|role|travail|perimetre|domaine|dossier)|ma (?:tache|responsabilite)|de mon ressort)",
    "je (?:ne )?suis pas (?:la bonne personne|concernee?|responsable)|mauvaise personne",
  ],
  onIt: [
    "je m'en (?:occupe|charge)(?: (?:maintenant|tout de suite))?|(?:je suis|on est) dessus|(?:c'est )?en cours",
    "je (?:le )?regarde(?: ca)?(?: maintenant)?|j'y travaille|je travaille dessus|je le fais(?: (?:maintenant|tout de suite))?|je commence maintenant",
  ],
  hedge: ["pas|mais|presque|sauf|quand|lorsque|des que|encore|peut-etre|manque|dit|disent|si|apres|erreur|normalement"],
  condition: ["si|quand|des que|lorsque|peut-etre"],
  past: ["hier|etait|etais|resolu|regle|arrive"],
  asking: ["quoi|qui|quand|ou|pourquoi|comment|quel(?:le)?s?|est-ce|peux|peut|pouvez|c'est pour quand"],
};
