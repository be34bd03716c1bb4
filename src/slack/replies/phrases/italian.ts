import type { Phrases } from "./phrases.ts";

const ENDED = "(?:fatt|finit|completat|conclus|terminat|inviat|mandat|spedit|consegnat|sistemat)[oaie]";
const BEFORE = "(?:(?:ho|abbiamo|l'ho|l'abbiamo|e|e stat[oa]|sono|gia|appena|tutto|ora|per me|da parte mia|dal mio lato|anche) )*";
const LATELY = "(?: (?:tutto|ieri|oggi|ora|adesso|gia|stamattina|stamani|questa mattina|poco fa|io))*";
const DO = "(?:te |ve |ce )?l[oaie] (?:faccio|mando|invio|finisco|consegno|completo|spedisco)";

export const ITALIAN: Phrases = {
  greeting: ["si|ciao|grazie|perfetto|bene|ecco|buongiorno|va bene"],
  done: [`${BEFORE}${ENDED}${LATELY}`, "(?:(?:per me|da parte mia|dal mio lato),? )(?:e )?(?:tutto )?(?:ok|a posto)|(?:e )?tutto a posto"],
  blocked: ["(?:(?:sono|siamo|e|ancora|sempre) )*(?:bloccat[oaie]|ferm[oaie](?! (?:restando|tutti)))"],
  waiting: [
    "(?:(?:sono|siamo|ancora) )*in attesa (?:di|del|della|dei|che|dell'(?=\\S))",
    "(?:(?:sto|stiamo|ancora) )*aspett(?:o|ando|iamo)",
  ],
  halted: [
    "(?:ancora )?non (?:posso|possiamo|riesco ad?|riusciamo ad?) (?:andare avanti|procedere|continuare|proseguire|partire|iniziare)",
    "senza .{2,60} non (?:posso|riesco a) (?:andare avanti|procedere|continuare)",
  ],
  because: ["per|da|da(?:l|lla|i)?|perche|causa"],
  unblocked: [
    "non (?:(?:sono|siamo|e) )?piu (?:bloccat|ferm)[oaie]|(?:(?:sono|siamo|e|si e) )?sbloccat[oaie]",
    "(?:ora |adesso )?si va avanti|(?:ora|adesso) (?:posso|possiamo) (?:procedere|continuare|andare avanti)|(?:posso|possiamo) (?:procedere|continuare|andare avanti) (?:ora|adesso)",
  ],
  promise: [
    `${DO}(?: io)?(?: (?:entro|per))? {when}|finisco(?: (?:entro|per))? {when}`,
    "(?:(?:sara|e) )?(?:pront|fatt|finit)[oa](?: (?:entro|per))? {when}|(?:entro|per) {when}",
    "(?:mi serve|ho bisogno di|dammi)(?: (?:tempo|piu tempo))? fino a {when}|ci sto lavorando fino a {when}",
  ],
  handOff: [
    "(?:l[oa] )?(?:passo|giro|assegno|cedo|lascio)(?: (?:questo|questa|la cosa|tutto))? a @",
    "(?:se ne occupa|ci pensa|l[oa] (?:prende|fa|segue)) @",
    "@ (?:se ne occupa|ci pensa|l[oa] (?:prende|fa|segue))(?: (?:lui|lei|ora|adesso))*",
  ],
  notMine: [
    "non (?:e|spetta a|tocca a) (?:mi[oa]|me|compito mio)|non mi compete",
    "non e (?:di mia competenza|roba mia|affar mio|il mio (?:compito|lavoro|ambito|tema))",
    "non sono io(?: (?:la persona giusta|il responsabile|la responsabile))?|persona sbagliata",
  ],
  onIt: [
    "ci sto (?:lavorando|pensando|guardando)|me ne occupo(?: (?:io|subito|ora))*|ci penso(?: (?:io|subito))+|lo sto (?:facendo|guardando)",
    "ci (?:guardo|lavoro)(?: (?:io|subito|ora|adesso))*|(?:e )?in (?:corso|lavorazione)|lo faccio (?:io|subito|ora|adesso)",
  ],
  hedge: ["non|ma|pero|quasi|tranne|salvo|appena|quando|ancora|forse|manca\\w*|dice|dicono|se|sbagliat\\w*|spero|dovrebbe|vero"],
  condition: ["se|quando|appena|forse|solo"],
  past: ["ieri|ero|era|eravamo|risolt[oa]|arrivat[oa]|a posto"],
  asking: ["cosa|che|chi|quando|dove|perche|come|quale|posso|possiamo|mi mandate|serve"],
};
