import { describe, expect, it } from "vitest";
import { readQuestion } from "../../../src/slack/questions/read-question.ts";

const NOW = Date.parse("2026-03-04T09:00:00Z");
const read = (words: string) => readQuestion(words, "Europe/Rome", NOW);

describe("a question that facts answer", () => {
  it.each(["What is stuck?", "was hängt?", "cosa è bloccato?", "qu'est-ce qui bloque ?", "¿qué está atascado?"])(
    "of what is stuck: %s",
    (words) => expect(read(words)).toMatchObject({ asks: "stuck", about: undefined }),
  );

  it.each([
    "why is Acme late?",
    "what is holding Acme up?",
    "warum ist Acme zu spät?",
    "perché Acme è in ritardo?",
    "perché è in ritardo Acme",
    "pourquoi Acme est en retard ?",
    "¿por qué va retrasado Acme?",
  ])("of why a case is late: %s", (words) => expect(read(words)).toMatchObject({ asks: "late", about: "Acme" }));

  it.each([
    "catch me up on Acme",
    "bring mich auf den Stand bei Acme",
    "aggiornami su Acme",
    "mets-moi à jour sur Acme",
    "ponme al día con Acme",
  ])("of what happened: %s", (words) => expect(read(words)).toMatchObject({ asks: "since", about: "Acme", since: undefined }));

  it("of what happened since a day that lies behind, in its asker's zone", () => {
    expect(read("catch me up on Acme since Monday")?.since).toBe(Date.parse("2026-03-01T23:00:00Z"));
    expect(read("catch me up since yesterday")?.since).toBe(Date.parse("2026-03-02T23:00:00Z"));
    expect(read("catch me up since 2026-02-20")?.since).toBe(Date.parse("2026-02-19T23:00:00Z"));
    expect(read("catch me up since breakfast")?.since).toBeUndefined();
  });

  it.each(["who has it?", "wer hat das?", "chi ce l'ha?", "¿quién lo tiene?"])("of who has what is under discussion: %s", (words) =>
    expect(read(words)).toMatchObject({ asks: "who", about: undefined }),
  );

  it("of an update, for those it is written for", () => {
    expect(read("draft the update for Acme")).toMatchObject({ asks: "update", about: "Acme", audience: "customer" });
    expect(read("draft the team update for Acme")).toMatchObject({ about: "Acme", audience: "team" });
    expect(read("draft an executive update for Acme")).toMatchObject({ about: "Acme", audience: "executive" });
  });

  it.each([
    ["draft the update for Acme", undefined],
    ["draft the update for Acme in Italian", "Italian"],
    ["draft the team update in German", "German"],
    ["entwirf das Update für Acme", "German"],
    ["entwirf das Update für Acme auf Englisch", "English"],
    ["scrivi l'aggiornamento per Acme", "Italian"],
    ["prépare le point pour Acme en français", "French"],
    ["prepara la actualización para Acme", "Spanish"],
  ])("of an update, in the language that is named, else in which it is asked: %s", (words, language) => {
    expect(read(words)).toMatchObject({ asks: "update", ...(words.includes("Acme") ? { about: "Acme" } : {}) });
    expect(read(words)?.language).toBe(language);
  });

  it.each(["done", "is it done?", "who signs this?", "the customer asks what is stuck", "why?", ""])(
    "is not seen in what is none: %s",
    (words) => expect(read(words)).toBeUndefined(),
  );
});
