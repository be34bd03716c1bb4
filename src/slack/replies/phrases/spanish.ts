import type { Phrases } from "./phrases.ts";

const ENDED = "(?:hech|terminad|completad|acabad|list|enviad|finalizad|firmad|entregad)[oa]s?";
const BEFORE = "(?:(?:esta|ya|he|hemos|lo he|todo|por mi parte,?|de mi parte,?|queda|quedo) )*";
const LATELY = "(?: (?:esta manana|ayer|hoy|ya|ahora|todo))*";
const DO = "(?:te |se |os )?l[oa]s? (?:hago|envio|mando|termino|entrego|tendre|tengo|acabo)";

export const SPANISH: Phrases = {
  greeting: ["hola|si|gracias|vale|perfecto|buenas|bueno"],
  done: [`${BEFORE}${ENDED}${LATELY}`, `(?:ya )?l[oa]s? (?:hice|envie|termine|mande|acabe|entregue)${LATELY}`, "ya esta(?: todo)?"],
  blocked: ["(?:(?:estoy|estamos|esta|sigo|seguimos|todavia|aun) )*(?:bloquead|atascad|parad|atorad)[oa]s?"],
  waiting: [
    "(?:(?:estoy|estamos|sigo|seguimos|todavia|aun) )*esperando(?: a| al)?",
    "(?:(?:estoy|estamos|sigo) )?(?:a la espera|pendiente) del?",
  ],
  halted: [
    "(?:todavia |aun )?no (?:puedo|podemos) (?:seguir|avanzar|continuar|empezar|terminar)",
    "sin .{2,60} no (?:puedo|podemos) (?:seguir|avanzar|continuar)",
  ],
  because: ["por|porque|debido al?"],
  unblocked: [
    "(?:ya )?no (?:(?:estoy|esta|estamos) )?bloquead[oa]s?|(?:(?:ya|esta|estoy|estamos) )*desbloquead[oa]s?",
    "(?:ya|ahora) (?:puedo|podemos) (?:seguir|continuar|avanzar)",
  ],
  promise: [
    `${DO}(?: (?:para|antes de))? {when}|estara (?:listo|hecho|terminado)(?: para)? {when}|(?:listo|hecho|terminado) para {when}`,
    "(?:hasta|para|antes de) {when}|antes del {when}|estoy en ello hasta {when}",
    "(?:necesito|dame)(?: (?:tiempo|mas tiempo))? hasta {when}",
  ],
  handOff: [
    "(?:se )?l[oa] (?:paso|doy|asigno|dejo) a @|paso (?:esto |la tarea )?a @",
    "(?:se encarga|se ocupa|l[oa] (?:lleva|hace|coge|toma)) @",
    "@ (?:se encarga|se ocupa|l[oa] (?:lleva|hace|coge|toma))(?: (?:ahora|de esto|ya))*",
  ],
  notMine: [
    "no (?:es|me) (?:mi[oa]|toca|corresponde|compete)(?: a mi)?|no es cosa mia",
    "no es (?:mi (?:tarea|tema|trabajo|area|responsabilidad)|para mi)|persona equivocada",
    "no soy (?:yo )?(?:la persona (?:indicada|correcta|adecuada)|(?:el|la) responsable)",
  ],
  onIt: [
    "(?:(?:estoy|estamos|sigo) )?en ello|(?:yo )?me (?:encargo|ocupo)(?: yo)?|(?:(?:estoy|estamos) )?trabajando en (?:ello|esto|eso)",
    "en (?:curso|proceso|marcha)|l[oa] (?:miro|veo|reviso|hago) (?:yo|ahora|ya)|l[oa] (?:miro|veo|reviso)|estoy con (?:eso|esto|ello)",
  ],
  hedge: ["pero|casi|salvo|excepto|cuando|todavia|aun|quizas?|falta\\w*|sin|dice|dicen|si|tal vez|ojala|equivocad\\w*|menos|verdad"],
  condition: ["si|cuando|quizas?|tal vez"],
  past: ["ayer|estaba|estuve|resuelt[oa]|solucionad[oa]|llego"],
  asking: ["que|quien|cuando|donde|por que|como|cual|puedo|podemos|me pasais|hace falta"],
};
