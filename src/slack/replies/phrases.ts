// What people say when they mean one thing only, whole clauses from their first word to their last: what is not in here is not recognised,
// so a sentence that merely holds the word *done* is never taken for it. English, German, Italian, French, Spanish.

const clause = (...ways: readonly string[]): RegExp => new RegExp(`^(?:${ways.join("|")})$`, "iu");

/** Said before the point, it changes nothing. */
export const GREETING =
  /^(?:(?:ok(?:ay)?|yes|yep|yeah|hi|hey|hello|thanks|thank you|update|fyi|all good|great|perfect|good news|ja|hallo|danke|sì|si|ciao|grazie|oui|bonjour|merci|hola|sí|gracias)(?: (?:all|team|everyone|everybody|there|zusammen|tutti|à tous|a todos))?(?:[,.!:;]+|\s[–—-])\s*)+/iu;

const EN_IT = "(?:it|this|that|this one|this step|everything|all of it|all of this|the step|the task|mine)";
const EN_IS = `(?:(?:${EN_IT}|all)(?:'s| is| are)? |it's |that's |i'm |i am |we're |we are )?`;
const EN_NOW = "(?: now| today| already| on my side| from my side| at my end)?";

export const DONE = clause(
  `${EN_IS}(?:all |now |already |just )?(?:done|finished|completed?|sorted|wrapped up|taken care of)${EN_NOW}`,
  `(?:i'm |i am |we're |we are )?done with ${EN_IT}`,
  `(?:i|we)(?:'ve| have)? (?:just |now |already )?(?:finished|completed|done|wrapped up)(?: ${EN_IT})?${EN_NOW}`,
  `(?:marked|mark) (?:${EN_IT} )?(?:as )?(?:done|complete|completed|finished)`,
  "(?:(?:ist|alles|das ist|es ist|ich bin|wir sind) )?(?:jetzt |alles |schon )?(?:erledigt|fertig|abgeschlossen|gemacht)",
  "(?:(?:ho|abbiamo|è|tutto|è tutto) )?(?:già |tutto |appena )?(?:fatto|finito|completato|completata|concluso|terminato)(?: tutto)?",
  "(?:(?:c'est|j'ai|nous avons|on a|tout est) )?(?:déjà )?(?:fait|fini|terminée?|complété|bouclé)",
  "(?:(?:está|ya está|he|hemos|lo he|todo) )?(?:ya |todo )?(?:hecho|terminado|completado|acabado|listo)",
);

/** The reason is what follows, if anything does. */
export const BLOCKED =
  /^(?:(?:(?:i'm|i am|we're|we are|it's|it is|this is|this step is|still|now|currently)\s)*(?:blocked|stuck)(?:\s(?:here|now|again))?|(?:(?:i'm|i am|we're|we are|still|currently|just)\s)*waiting (?:for|on)(?=\s\S)|(?:(?:ich bin|wir sind|das ist|ist|bin|immer noch|noch)\s)*blockiert|(?:ich )?(?:hänge|stecke) fest|(?:ich |wir )?(?:warten?)(?: noch)? auf(?=\s\S)|(?:(?:sono|siamo|è|ancora)\s)*bloccat[oaie]|(?:sono |siamo )?in attesa d(?:i|el|ella|al)(?=\s\S)|(?:sto |stiamo )?aspett(?:o|ando|iamo)(?=\s\S)|(?:(?:je suis|nous sommes|on est|c'est|toujours)\s)*bloquée?s?|j'attends(?=\s\S)|en attente (?:de|du)(?=\s\S)|(?:(?:estoy|estamos|está|sigo)\s)*(?:bloquead[oa]s?|atascad[oa]s?)|(?:estoy |estamos )?esperando(?: a)?(?=\s\S))(?:(?:[,:;.–—-]+\s*|\s)(?<reason>[\s\S]+))?$/iu;

export const UNBLOCKED = clause(
  "(?:(?:i'm|we're|it's|this is|now)\\s)*(?:unblocked|(?:no longer|not) (?:blocked|stuck)(?: any ?more)?)(?: now)?",
  "(?:i'm |we're )?not waiting any ?more",
  "(?:ist )?nicht mehr blockiert|(?:es )?geht (?:wieder )?weiter",
  "(?:non (?:sono |siamo |è )?più bloccat[oaie]|sbloccat[oaie])",
  "(?:(?:n'est |ne suis )?plus bloquée?|débloquée?)",
  "(?:(?:ya )?no (?:estoy |está )?bloquead[oa]|desbloquead[oa])",
);

/** Followed by whom, if it is said. */
export const NOT_MINE = clause(
  "(?:(?:this|that|it|this one)(?:'s| is)? )?not (?:mine|my (?:job|task|step|area)|for me)",
  "(?:this|that|it) isn't (?:mine|my (?:job|task|step|area)|for me)",
  "(?:das )?(?:ist )?nicht meins?|(?:ich bin )?nicht zuständig|nicht meine aufgabe",
  "non (?:è|spetta a|tocca a) (?:mio|mia|me|compito mio)|non è di mia competenza",
  "(?:ce n'est )?pas (?:à|pour) moi",
  "no (?:es|me) (?:mío|mía|mio|mia|toca|corresponde)|no es cosa mía",
);

/** To somebody who is mentioned: `hand this to @Ben`, `@Ben takes this over`. */
export const HAND_OFF = clause(
  "(?:please )?(?:hand(?:ing)?|pass(?:ing)?|giv(?:e|ing)|transfer(?:ring)?|reassign(?:ing)?)(?: (?:it|this|this one|this step|this over|it over|off))* to (?<to>@[A-Z0-9]+)",
  "(?<taker>@[A-Z0-9]+) (?:takes|is taking|will take|has) (?:this|it)(?: over)?",
  "(?:bitte )?(?:gebe|übergebe)(?: (?:das|es|ich))* an (?<an>@[A-Z0-9]+)(?: (?:ab|weiter))?",
  "passo(?: (?:questo|la cosa))? a (?<a>@[A-Z0-9]+)|lo passo a (?<lo>@[A-Z0-9]+)",
  "je (?:passe|transmets)(?: (?:ça|cela))? à (?<fr>@[A-Z0-9]+)",
  "(?:se )?lo paso a (?<es>@[A-Z0-9]+)",
);

export const ON_IT = clause(
  "(?:(?:i'm|i am|we're|we are) )?(?:on it|on this|working on (?:it|this)|looking into (?:it|this))(?: now| today)?",
  "(?:i|we)(?:'ll| will) (?:do|take|handle|look into|take care of) (?:it|this)(?: now| today)?",
  "(?:ich bin |bin |wir sind |sind )?(?:dran|dabei)|(?:ich )?kümmere mich(?: darum)?|mache ich",
  "(?:ci sto (?:lavorando|pensando)|me ne occupo(?: io)?|ci penso io)",
  "(?:je m'en occupe|je suis dessus|on est dessus)",
  "(?:estoy en ello|me encargo(?: yo)?|en ello)",
);

/** A promise with its date: everything after the last of these words. */
export const PROMISE =
  /^(?:(?:(?:i'm|i am|we're|we are)\s)?(?:on it|working on (?:it|this)|on this)(?:,)?\s(?:until|till|by)|(?:i|we)(?:'ll| will) (?:have (?:it|this) (?:done|ready|finished)|be done(?: with (?:it|this))?|finish(?: (?:it|this))?|do (?:it|this)|get (?:it|this) done|deliver(?: (?:it|this))?)(?: by| on| until)?|(?:it|this)(?:'ll| will) be (?:done|ready|finished)(?: by| on| until)?|(?:done|ready|finished) by|(?:until|till|by)|(?:(?:ich bin|bin|wir sind)\s)?(?:dran bis|fertig bis|bis)|(?:ich )?mache (?:ich )?(?:das |es )?bis|(?:ci sto lavorando fino a|finisco (?:entro|per)|entro|lo faccio (?:entro|per)|(?:pronto|fatto) (?:entro|per))|(?:je m'en occupe d'ici|ce sera (?:fait|prêt) (?:pour|d'ici|avant)|je (?:le )?(?:finis|termine) (?:pour|d'ici|avant)|d'ici|jusqu'à)|(?:estoy en ello hasta|lo (?:tendré|termino|hago) (?:para|antes de)|hasta|(?:listo|hecho) para))\s(?:el |le |il |la |den |dem )?(?<when>\S[\s\S]*)$/iu;

/** Takes back, limits or postpones what stands beside it. */
export const HEDGE =
  /\b(?:not|n't|isn't|wasn't|aren't|don't|didn't|haven't|hasn't|won't|can't|cannot|never|no longer|nothing|but|except|almost|nearly|mostly|partly|partially|half|unless|if|when|once|after|before|until|till|should|would|could|might|maybe|perhaps|probably|hopefully|still|yet|though|although|however|apart from|only|just kidding|jk|wait|actually|sorry|need|needs|missing|remaining|left|nicht|noch|kein\w*|aber|fast|außer|sobald|wenn|falls|bis|vielleicht|hoffentlich|fehlt|non|ma|quasi|tranne|appena|quando|ancora|forse|manca\w*|pas|mais|presque|sauf|quand|lorsque|dès que|encore|peut-être|manque|pero|casi|salvo|excepto|cuando|todavía|aún|quizás?|falta\w*|sin)\b|\u2026/iu;

const ASKING =
  /^(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|do|does|did|can|could|should|would|will|may|has|have|any (?:news|update)|was|wer|wem|wann|wo|warum|wieso|wie|welche[rsnm]?|ist|kann|können|soll|cosa|che|chi|quando|dove|perché|perche|come|quale|posso|possiamo|quoi|qui|quand|où|pourquoi|comment|quel(?:le)?s?|est-ce|peux|peut|qué|quién|cuándo|dónde|por qué|cómo|cuál|puedo|podemos)\b/iu;

/** A question mark anywhere at the end of a clause, or a question's first word with nothing said after it. */
export const isQuestion = (text: string): boolean =>
  /\?(?:\s|$)|^\u00bf/u.test(text) || (ASKING.test(text) && !/[.!;\n]/.test(text.trim().slice(0, -1)));
