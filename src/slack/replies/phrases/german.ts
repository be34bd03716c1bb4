import type { Phrases } from "./phrases.ts";

const ENDED = "(?:erledigt|fertig|abgeschlossen|gemacht|abgeschickt|verschickt|versendet|abgehakt|geschafft|eingereicht|unterschrieben)";
const LATELY = "(?:gestern|heute(?: morgen)?|schon|bereits|jetzt|gerade|eben|alles|soeben|nun)";
const DO = "(?:mach|schick|send|liefer|erledig|schaff)e?";
const TOPIC = "(?:thema|aufgabe|job|bereich|baustelle|sache|ding|schritt)";
const GO_ON = "(?:weiter|weitermachen|weiterarbeiten|anfangen|starten|loslegen)";

export const GERMAN: Phrases = {
  greeting: ["ja|hallo|moin|servus|danke|vielen dank|passt|alles klar|gut|super|guten morgen|so"],
  done: [
    `(?:(?:das|es|alles) )?(?:(?:ist|sind|bin|ich bin|wir sind) )?(?:(?:${LATELY}|damit|von meiner seite|bei mir|meinerseits) )*${ENDED}(?: ${LATELY})?`,
    `(?:ich |wir )?hab(?:en|e|'?s)?(?: (?:ich|wir|es|das|${LATELY}))* ${ENDED}`,
    "(?:(?:das|es|ich) )?(?:ist|bin)(?: (?:schon|damit|jetzt|gerade))* (?:durch|raus)(?: damit)?",
  ],
  blocked: [
    "(?:(?:ich bin|wir sind|das ist|ist|bin|sind|immer noch|noch|weiterhin) )*blockiert",
    "(?:ich |wir )?(?:hange|stecke|hangen|stecken) (?:hier |gerade )?fest",
  ],
  waiting: ["(?:ich |wir )?(?:warten?)(?: immer)?(?: noch| gerade)? auf", "(?:das )?liegt (?:noch |gerade )?bei(?:m)?(?! (?:mir|uns)\\b)"],
  halted: [
    `(?:ich |wir )?(?:kann|konnen|komme|kommen) (?:hier |so |leider |noch )*nicht ${GO_ON}`,
    `ohne .{2,60} (?:kann|konnen|komme|kommen) (?:ich|wir) nicht ${GO_ON}`,
  ],
  because: ["durch|von|vom|wegen|weil|da"],
  unblocked: [
    "(?:(?:ich|bin|ist|sind|wir|das|es) )*nicht mehr blockiert",
    "(?:es )?(?:geht|lauft)(?: jetzt| wieder)*(?: weiter)",
    "(?:ich |wir )?(?:kann|konnen)(?: jetzt| wieder)+ weitermachen|blocker ist weg|(?:das )?lauft wieder",
  ],
  promise: [
    "(?:(?:ich bin|bin|wir sind) )?(?:dran|fertig) bis {when}|bis {when}(?: (?:fertig|erledigt))?",
    `(?:ich )?${DO}(?: (?:ich|es|das|dir|euch|noch))*(?: (?:bis|am))? {when}`,
    "(?:(?:es|das) )?(?:wird|ist)(?: bis)? {when} (?:fertig|erledigt)",
    "(?:ich |wir )?brauchen?(?: noch)?(?: zeit)? bis {when}|(?:(?:es|das) )?kommt(?: (?:bis|am))? {when}",
  ],
  handOff: [
    "(?:bitte )?(?:ich )?(?:gebe|ubergebe|reiche|leite)(?: (?:das|es|ich|hiermit))* an @(?: (?:ab|weiter))?",
    "@ (?:ubernimmt|macht|erledigt)(?: (?:das|es|hier|ab jetzt|jetzt|weiter))*|@ kummert sich(?: (?:darum|drum))?",
    "(?:das|es) (?:macht|ubernimmt|erledigt) @|an @ (?:ubergeben|weitergegeben|abgegeben)",
  ],
  notMine: [
    `(?:(?:das|ist|es) )*nicht mein(?:e|s|er)?(?: ${TOPIC})?`,
    "(?:(?:dafur|da|ich|bin|hier) )*nicht zustandig(?: dafur)?",
    "(?:das )?(?:gehort|geht|betrifft) nicht (?:mir|mich|zu mir|zu uns|an mich)",
    "(?:(?:ich|da|hier|bin) )*(?:(?:der|die) )?falsche[rn]? (?:ansprechpartner(?:in)?|person)(?: dafur)?",
  ],
  onIt: [
    "(?:ich bin |bin |wir sind |sind )?(?:schon |gerade )?(?:dran|dabei)",
    "(?:ich )?kummere mich(?: (?:darum|drum))?(?: gleich)?",
    "mache? ich(?: (?:gleich|jetzt|sofort))?|wird (?:gemacht|erledigt)|(?:(?:das|es) )?(?:ist )?in (?:arbeit|bearbeitung)",
    "(?:ich )?(?:schaue?|sehe?)(?: (?:ich|es|das))* mir(?: (?:das|es))?(?: (?:gleich|jetzt|mal))* an|(?:ich )?arbeite (?:gerade |schon )?(?:dran|daran)",
  ],
  hedge: [
    "nicht|noch|kein\\w*|aber|fast|ausser|außer|sobald|wenn|falls|bis|vielleicht|hoffentlich|fehlt|fehlen|sagt|meint|bis auf|falsch\\w*|wohl|glaube|oder",
  ],
  condition: ["wenn|falls|sobald|sofern|vielleicht"],
  past: ["gestern|war|waren|gelost|erledigt|behoben|ist da|ist weg"],
  asking: ["was|wer|wem|wann|wo|warum|wieso|wie|welche[rsnm]?|ist|sind|kann|konnen|soll|habt|gibt es"],
};
