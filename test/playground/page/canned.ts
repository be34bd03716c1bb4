import type { Message, World } from "../../../src/playground/api.ts";
import type { Desk } from "../../../src/playground/page/desk.ts";
import { readPlace } from "../../../src/playground/page/place.ts";

export const NOW = Date.UTC(2026, 2, 3, 9, 5);

export const WORLD: World = {
  now: NOW,
  playing: 0,
  zone: "UTC",
  me: "U1",
  bot: { id: "UBOT", name: "Coxswain" },
  people: [
    { id: "U1", handle: "iris", name: "Iris Berg", roles: ["leads IT setup"], needs: 2, zone: "UTC", gone: false },
    { id: "U2", handle: "maria", name: "Maria Lind", roles: ["owns Onboarding", "in HR"], needs: 0, zone: "UTC", gone: false },
    { id: "U3", handle: "tom", name: "Tom <b>Ode</b>", roles: [], needs: 0, zone: "UTC", gone: true },
  ],
  channels: [
    { id: "C1", name: "claims", unread: 3, mentioned: true },
    { id: "C2", name: "general", unread: 0, mentioned: false },
  ],
  dm: { id: "D1", name: "Coxswain", unread: 0, mentioned: false },
  home: undefined,
  modals: [],
  commands: [
    {
      command: "/coxswain",
      hint: "[verb]",
      verbs: [
        { verb: "start", about: "starts a case" },
        { verb: "status", about: "shows where a case stands" },
      ],
    },
  ],
  shortcuts: [
    { callbackId: "from_message", title: "Start a case from this", on: "message" },
    { callbackId: "start", title: "Start a case", on: "global" },
  ],
  next: undefined,
  stories: [{ id: "onboarding", title: "Onboarding: six weeks in two minutes", about: "A new colleague arrives." }],
  story: undefined,
  cases: [],
  workflows: [],
  problems: [],
  slack: { connected: true, awayMs: undefined, faults: [] },
  unknownBlocks: [],
};

export const deskWith = (change: Partial<World> = {}, query = "?as=U1&at=C1"): Desk => ({
  world: { ...WORLD, ...change },
  place: readPlace(query),
  zone: "UTC",
  version: 1,
  go: () => undefined,
  act: async () => ({ ok: true }),
  refresh: async () => undefined,
});

export const messageOf = (change: Partial<Message> = {}): Message => ({
  ts: String(NOW / 1000),
  channel: "C1",
  text: "Good morning",
  user: "U2",
  isEphemeral: false,
  ...change,
});
