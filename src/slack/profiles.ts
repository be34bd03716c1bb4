import type { WebClient } from "@slack/web-api";
import type { Profile, Profiles } from "../application/ports/people.ts";
import { slackError } from "./identify.ts";

/** The parts of Slack's user object that are read; it comes from `users.info`, `users.lookupByEmail` and `user_change`. */
export interface SlackUser {
  readonly id?: string;
  readonly name?: string;
  readonly real_name?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly tz?: string;
  readonly profile?: {
    readonly email?: string;
    readonly real_name?: string;
    readonly display_name?: string;
    readonly status_emoji?: string;
    readonly status_text?: string;
    /** Epoch seconds; 0 without an end. */
    readonly status_expiration?: number;
  };
}

/** Slack's own presets for being away, and the words people write. The reason itself is never kept. */
const AWAY_EMOJI: ReadonlySet<string> = new Set([":palm_tree:", ":face_with_thermometer:", ":desert_island:", ":beach_with_umbrella:"]);
const AWAY_WORDS =
  /\b(vacation(ing)?|holidays?|out of (the )?office|ooo|out sick|(sick|parental|maternity|paternity) leave|on leave|pto|urlaub|krank|ferie|malattia|congés?|vacaciones|de baja)\b/i;

/** A status without an end holds until it is taken away, which Slack tells us; unseen, it is believed for a month or two. */
const MONTH_MS = 30 * 86_400_000;

/** The same end whenever it is asked, so that asking again changes nothing. */
const openEnd = (now: number): number => (Math.floor(now / MONTH_MS) + 2) * MONTH_MS;

const awayUntil = ({ profile }: SlackUser, now: number): number | undefined => {
  const isAway = AWAY_EMOJI.has(profile?.status_emoji ?? "") || AWAY_WORDS.test(profile?.status_text ?? "");
  if (!isAway) return undefined;
  const until = (profile?.status_expiration ?? 0) * 1000;
  if (until === 0) return openEnd(now);
  return until > now ? until : undefined;
};

/** Undefined for what is no person: a bot, or nothing with an id. */
export const profileOf = (user: SlackUser | undefined, now: number): Profile | undefined => {
  if (user?.id === undefined || user.is_bot === true) return undefined;
  const name = user.real_name || user.profile?.real_name || user.profile?.display_name || user.name || user.id;
  return {
    slackId: user.id,
    email: user.profile?.email?.toLowerCase(),
    name,
    zone: user.tz,
    present: user.deleted !== true,
    awayUntil: awayUntil(user, now),
  };
};

const NOBODY: ReadonlySet<string> = new Set(["users_not_found", "user_not_found", "user_not_visible", "missing_scope"]);

/** What Slack knows of people. Nobody of that name is `undefined`; a call that failed throws. */
export const createProfiles = (client: WebClient, clock: { now(): number }): Profiles => {
  const asked = async (ask: () => Promise<{ readonly user?: unknown }>): Promise<Profile | undefined> => {
    try {
      // Slack's user object, of which only optional parts are read.
      return profileOf((await ask()).user as SlackUser | undefined, clock.now());
    } catch (error) {
      if (NOBODY.has(slackError(error) ?? "")) return undefined;
      throw error;
    }
  };
  return {
    byEmail: (email) => asked(() => client.users.lookupByEmail({ email })),
    bySlackId: (user) => asked(() => client.users.info({ user })),
  };
};
