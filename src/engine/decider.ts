import type { Happening } from "./happening.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { Rejection } from "./messages/decision.ts";

/**
 * Carries out one kind of command on a happening: checks what is specific to it, emits events, adds effects. What is common (the
 * instance's state, the pass, permissions) is checked before it by `decide`. A returned rejection throws the whole happening away.
 */
export type Decider<C extends InstanceCommand> = (h: Happening, command: C) => Rejection | undefined;
