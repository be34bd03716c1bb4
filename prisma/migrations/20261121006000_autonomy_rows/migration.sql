-- What became of an agent's acts, each kind by itself, newest first: every act of an agent asks for it. A start is proposed on the workspace's
-- own chain, where no row has the workflow in its column.
CREATE INDEX "audit_event_of_agents" ON "audit_event" ("workspace", (coalesce("workflow", "data"->>'workflow')), (coalesce("data"->>'kind', "data"->'suggestion'->>'kind')), "at" DESC, "seq" DESC)
  WHERE "action" IN ('suggestion.made', 'suggestion.accepted', 'suggestion.edited', 'suggestion.dismissed', 'act.automated', 'act.undone');

-- What was signed and taken back, on the workspace's own chain.
CREATE INDEX "audit_event_signatures" ON "audit_event" ("workspace", ("data"->>'workflow'), "at")
  WHERE "action" IN ('autonomy.proposed', 'autonomy.signed', 'autonomy.revoked', 'autonomy.demoted');
