import { type Span, spansOf } from "./span.ts";

// Each is bounded, and begins where no word goes on: a long text of half secrets costs no more than any other.
const PATTERNS: readonly RegExp[] = [
  // PEM: to its end, or as far as a key can reach
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?:(?!-----END )[\s\S]){0,20000}(?:-----END [A-Z0-9 ]{0,50}-{0,5})?/g,
  // Slack
  /(?<![\w-])(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]{8,300}/g,
  /hooks\.slack\.com\/(?<x>(?:services|workflows|triggers)\/[\w/-]{8,200})/g,
  // Anthropic, OpenAI, Stripe and whoever followed them
  /(?<![\w-])(?:sk|rk|pk)[-_][\w-]{16,300}/g,
  // AWS, Google, GitHub, GitLab, npm, Hugging Face, SendGrid, Standard Webhooks
  /(?<![\w-])(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}(?!\w)/g,
  /(?<![\w-])AIza[\w-]{35}/g,
  /(?<![\w-])ya29\.[\w-]{20,300}/g,
  /(?<![\w-])(?:gh[opusr]_|github_pat_|glpat-|npm_|hf_)\w[\w-]{18,300}/g,
  /(?<![\w-])SG\.[\w-]{16,64}\.[\w-]{16,64}/g,
  /(?<![\w-])whsec_[\w+/=-]{16,300}/g,
  // Signed tokens
  /(?<![\w-])eyJ[\w-]{8,4000}\.[\w-]{4,8000}\.[\w-]{0,1000}/g,
  /\bBearer[ \t]{1,3}(?<x>[\w.~+/=-]{12,2000})/gi,
  // https://name:password@host
  /:\/\/[^\s:@/<>|]{1,100}:(?<x>[^\s@/<>|]{1,200})@/g,
  // What says itself that it is one
  /(?<!\p{L})(?:password|passwort|kennwort|passwd|pwd|mot de passe|contraseña|parola d'ordine|secret|api[_ -]?key|access[_ -]?token|auth[_ -]?token|client[_ -]?secret)["']?[ \t]{0,3}(?:[:=]|is|ist|è|est|es)[ \t]{0,3}["']?(?<x>(?=[^\s"'<>]{0,100}[\d!@#$%^&*+_-])[^\s"'<>,;]{6,200})/giu,
];

/** Keys, tokens and passwords. */
export const findSecrets = (text: string): readonly Span[] => PATTERNS.flatMap((pattern) => spansOf(pattern, text));
