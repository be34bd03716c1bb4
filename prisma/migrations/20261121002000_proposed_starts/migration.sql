-- What was proposed to start, by the instance that it would become: rows of the workspace's own chain, which belong to no instance.
CREATE INDEX "audit_event_of_proposal" ON "audit_event" ("workspace", ("data"->>'proposal')) WHERE "instance" IS NULL AND ("data"->>'proposal') IS NOT NULL;
