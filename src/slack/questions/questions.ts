/** How each question is asked, without accents: `{about}` is a case, `{since}` a day. */
export const QUESTIONS = {
  stuck: [
    "(?:what|which cases?)(?:'s| is| are)? (?:stuck|blocked|late|overdue)(?: (?:now|today|right now))?|what(?:'s| is) holding us up|is anything stuck|anything stuck|where are we stuck",
    "was (?:hangt|klemmt|hakt|steckt fest|ist blockiert|ist uberfallig)(?: (?:gerade|heute))?|wo (?:hangt|klemmt|hakt) es",
    "(?:che )?cosa (?:e|c'e di) (?:bloccato|fermo|in ritardo)|cosa si e bloccato",
    "qu'est-ce qui (?:bloque|coince|est (?:bloque|en retard))|ou est-ce que ca (?:bloque|coince)",
    "que (?:esta|hay) (?:atascado|bloqueado|parado|retrasado)",
  ],
  late: [
    "why(?:'s| is| are)? {about} (?:so )?(?:late|delayed|stuck|blocked|overdue|slow|taking so long)|what(?:'s| is) holding up {about}|what(?:'s| is) holding {about} up|what(?:'s| is) blocking {about}",
    "warum (?:ist|hangt|dauert|steckt) {about} (?:so )?(?:zu spat|verspatet|spat|in verzug|spat dran|blockiert|so lange|lange|fest)|warum (?:hangt|klemmt) {about}|woran (?:hangt|liegt) {about}",
    "perche {about} (?:e|sono) (?:in ritardo|ferm[oa]|bloccat[oa])|perche e (?:in ritardo|ferm[oa]|bloccat[oa]) {about}",
    "pourquoi {about} (?:est(?:-(?:il|elle|ce))? )?(?:en retard|bloquee?|si long|coince)|pourquoi est-ce que {about} est (?:en retard|bloquee?)",
    "por que {about} (?:esta|va) (?:retrasad[oa]|atrasad[oa]|con retraso|parad[oa]|bloquead[oa]|tarde)|por que (?:esta|va) (?:retrasad[oa]|atrasad[oa]|con retraso|parad[oa]|bloquead[oa]) {about}",
  ],
  since: [
    "(?:please )?catch me up|what did i miss|what(?:'s| has)? happened|what(?:'s| is) new",
    "bring mich auf den (?:neuesten |aktuellen )?stand|was habe? ich verpasst|was ist passiert|was gibt(?:'s| es) neues",
    "aggiornami|cosa (?:e successo|mi sono perso|mi sono persa|c'e di nuovo)",
    "mets[- ]moi a jour|qu'est-ce qui s'est passe|qu'est-ce que j'ai (?:rate|manque)|quoi de neuf",
    "ponme al dia|que (?:ha pasado|paso|me he perdido|hay de nuevo)",
  ],
  next: [
    "what(?:'s| is) next|what happens next|what(?:'s| is) the next step",
    "was kommt als nachstes|was ist der nachste schritt|wie geht(?:'s| es) weiter|was steht als nachstes an",
    "qual e il prossimo passo|cosa (?:succede|viene) (?:adesso|dopo|ora)|e adesso",
    "quelle est la (?:suite|prochaine etape)|et ensuite",
    "que (?:sigue|viene ahora|toca ahora)|cual es el (?:siguiente|proximo) paso",
  ],
  who: [
    "who(?:'s| is) (?:on|handling|working on|responsible for) {about}|who (?:has|owns|handles) {about}",
    "wer (?:hat|macht|bearbeitet) {about}|wer kummert sich um {about}|wer ist (?:dran an|zustandig fur) {about}|bei wem liegt {about}",
    "chi (?:ha|segue|gestisce) {about}|chi si occupa di {about}|chi ce l'ha",
    "qui (?:a|gere|suit) {about}|qui s'occupe de {about}|qui l'a",
    "quien l[oa] (?:tiene|lleva)|quien (?:tiene|lleva) {about}|quien se (?:encarga|ocupa) de {about}",
  ],
  update: [
    "(?:please )?(?:draft|write|prepare) (?:the |an |a )?(?:customer |(?<audience>team|executive) )?update(?: (?:for|to) {about})?",
    "(?:bitte )?(?:entwirf|schreib|bereite) (?:das |ein |eine )?(?:kunden-?|(?<audience>team)-?)?update(?: (?:fur|an) {about})?(?: vor)?",
    "(?:prepara|scrivi) l'aggiornamento(?: (?:per|a) {about})?",
    "(?:prepare|redige|ecris) (?:la mise a jour|le point)(?: (?:pour|a) {about})?",
    "(?:prepara|redacta|escribe) (?:la actualizacion|el informe)(?: (?:para|a) {about})?",
  ],
} as const;

/** May follow what asks for a case that is not in the middle of the sentence. */
export const ABOUT_AFTER =
  "(?: (?:on|in|with|for|of|about|bei|mit|zu|fur|in|su|con|per|sur|dans|avec|chez|pour|en|de|para|sobre) {about})?";
export const SINCE_AFTER = "(?: (?:since|seit|da|dal|depuis|desde)(?: (?:el|le|il|la))? {since})?";

/** What is under discussion, not a name. */
export const HERE =
  /^(?:it|this|that|this one|this (?:case|step|thread)|here|es|das|hier|dies(?:es|er)?(?: fall)?|questo|questa|qui|ca|cela|ceci|ici|esto|eso|aqui|lo)$/iu;
