import type { Phrases } from "./phrases.ts";

const IT = "(?:it|this|that|this one|that one|everything|all of it|all of this|them|mine|the (?:step|task|ticket))";
const IS = `(?:(?:${IT}|all)(?:'s| is| are|'re)? |i'?m |i am |we'?re |we are )?`;
const ENDED =
  "(?:done and dusted|signed and sent|done|finished|completed?|sorted(?: out)?|wrapped up|taken care of|all set|good to go|ticked off|shipped|sent|submitted|delivered)";
const LATELY =
  "(?: (?:now|today|already|yesterday|this (?:morning|afternoon|week)|last (?:night|week)|here|just now|(?:on|from|at) my (?:end|side)))*";
const WILL = "(?:(?:i|we)(?:'?ll| will)|will|(?:i'm|we're|i am|we are) going to|gonna)";
const BY = "(?: by| on| until|,)?";
const SOON = "(?: (?:now|today|right now|already|first|next|straight away|asap))*";
const TOPIC = "(?:mine|me|for me|my (?:job|task|step|area|responsibility|department|topic|call))";
const GO_ON = "(?:continue|proceed|start|begin|go on|go ahead|move on|move forward|(?:finish|complete) (?:it|this))";

export const ENGLISH: Phrases = {
  greeting: [
    "ok(?:ay)?|yes|yep|yeah|yup|hi|hey|hello|thanks|thank you|update|fyi|all good|great|perfect|good news|got it|that's it|good morning|sure",
  ],
  done: [
    `${IS}(?:all |now |already |just )*${ENDED}${LATELY}`,
    `(?:i'?m |i am |we'?re |we are )?(?:all )?done with ${IT}${LATELY}`,
    `(?:i|we)(?:'ve| have)? (?:just |now |already )?(?:finished|completed|done|did|wrapped up|sent|submitted|delivered|sorted)(?: ${IT})?(?: off| out)?${LATELY}`,
    `(?:did|sent|finished|completed|submitted|delivered|sorted) ${IT}${LATELY}`,
    `(?:marked|mark) (?:${IT} )?(?:as )?(?:done|complete|completed|finished)`,
  ],
  blocked: [
    "(?:(?:i'?m|i am|we're|we are|it'?s|it is|this is|this step is|still|now|currently) )*(?:blocked|held up|stuck(?! in (?:a |the )?(?:traffic|meetings?|calls?|train)))(?: here| now| again)?",
  ],
  waiting: [
    "(?:(?:i'?m|i am|we're|we are|still|currently|just) )*waiting (?:for|on)(?! (?:nothing|nobody|no one|the weekend))",
    "(?:it's |this is |still )*pending",
  ],
  halted: [
    `(?:(?:i|we) )?(?:still )?(?:can'?t|cannot|can not) ${GO_ON}`,
    "(?:(?:i'm|we're|it'?s|it is|this is|still|currently) )*(?:on hold(?= (?:until|till|because|by|for|due|as|while)|[,.;:!]|$)|unable to (?:proceed|continue|start))",
    `(?:i |we )?(?:still )?need .{2,60} (?:before i can|before we can|to) ${GO_ON}`,
  ],
  because: ["on|by|because(?: of)?|due to|as|since"],
  unblocked: [
    "(?:(?:i'm|i am|we're|we are|it's|it is|this is|now) )*(?:unblocked|(?:no longer|not) (?:blocked|stuck)(?: any ?more)?)(?: now| again)?",
    "(?:i'm |we're )?(?:not waiting any ?more|no longer waiting)",
    "(?:(?:i'm|we're|it's) )?back on track(?: now| again)?",
    "(?:the )?(?:blocker|block|blockage) (?:is|was|has been|got) (?:gone|resolved|lifted|solved|removed|cleared)(?: now)?",
    "(?:i |we )?can (?:now )?(?:continue|proceed|go on|move on|carry on)(?: now| again)?",
  ],
  promise: [
    "(?:(?:i'm|i am|we're|we are) )?(?:on it|working on (?:it|this)|on this),? (?:until|till|by) {when}",
    `${WILL} (?:have (?:it|this|that) (?:done|ready|finished)|be (?:done|ready|finished)(?: with (?:it|this))?|(?:finish|do|send|deliver|complete|submit|upload|sign|get|fix|handle)(?: (?:it|this|that|them))?(?: done| out| over)?)${BY} {when}`,
    `(?:it|this|that)(?:'ll| will) be (?:done|ready|finished|sent|there)${BY} {when}`,
    `you(?:'ll| will) (?:have|get) (?:it|this|that|them)${BY} {when}`,
    "(?:done|ready|finished|completed) by {when}|ready(?: on)? {when}|done (?=tomorrow|tmrw){when}",
    "(?:(?:please )?give me|(?:i |we )?(?:still )?need)(?: time| more time)? (?:until|till) {when}",
    "(?:my )?eta(?: is|:)? {when}|expect it(?: by| on)? {when}|(?:until|till|by) {when}",
  ],
  handOff: [
    "(?:please |i'?m |i am |i'll |we're )*(?:hand(?:ing)?|pass(?:ing)?|giv(?:e|ing)|transfer(?:ring)?|(?:re)?assign(?:ing)?|forward(?:ing)?|handed|passed|gave|reassigned)(?: (?:it|this|this one|this step|over|on|off))* to @",
    "over to(?: you)? @",
    "@ (?:takes|is taking|will take|took|has)(?: (?:this|it|this one|over|care of (?:this|it)))*(?: now| from here)?",
    "@ (?:is handling|handles|will handle|is taking care of|takes care of|will take care of|owns) (?:this|it|this one)(?: now| from here)?",
  ],
  notMine: [
    `(?:(?:this|that|it|this one|that one|the step)(?:'s| is)? )?not ${TOPIC}`,
    `(?:this|that|it|this one|that one) (?:isn't|is not|isnt) ${TOPIC}`,
    "(?:(?:you(?:'ve got| have|'re asking)|i'm|i am) (?:the )?)?wrong (?:person|guy|team)",
    "(?:i'm|i am) not (?:the right (?:person|one)|responsible)(?: for (?:this|it|that))?",
    "i (?:don't|do not|dont) own (?:this|it|that)(?: one| step)?",
  ],
  onIt: [
    `(?:(?:i'?m|i am|am|we're|we are|already|still|currently|now) )*(?:on (?:it|this|that)|(?:working|starting|started) on (?:it|this|that)|looking (?:into|at) (?:it|this)|doing (?:it|this))${SOON}`,
    `(?:(?:i|we)(?:'?ll| will) |will )(?:do|take|handle|look into|look at|take care of|take a look at) (?:it|this|that)${SOON}`,
    "will do|(?:i'll |will )?take a look|(?:it's |this is )?in progress|wip|work in progress|starting now|just started",
  ],
  hedge: [
    "not|\\w+n't|never|no longer|nothing|but|except|almost|nearly|mostly|partly|partially|half|unless|if|when|once|after|before|until|till|should|would|could|might|maybe|perhaps|probably|hopefully|still|yet|though|although|however|apart from|only|just kidding|jk|wait|actually|sorry(?!$| (?:for|about|it took|fur|per|pour|por)\\b)|need|needs|missing|remaining|left|cannot|says?|said|told|wrong|is it|right|oops|ignore|scratch that",
  ],
  condition: ["if|unless|when(?:ever)?|in case|only|maybe|perhaps|probably"],
  past: [
    "yesterday|was|were|no longer|not any ?more|resolved|solved|fixed|sorted|arrived|(?:is|it's|are|all|now) (?:gone|done|ok|fine|good)|fine now|came in",
  ],
  asking: [
    "what|who|whom|whose|when|where|why|how|which|is|are|was|were|do|does|did|can|could|should|would|will|may|has|have|any (?:news|update)",
  ],
};
