-- What a question that is being asked may cost at most, until its answer says what it did cost. Runs out by itself.
ALTER TABLE "agent_run" ADD COLUMN "reserved_cents" DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE "agent_run" ADD COLUMN "reserved_tokens" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "agent_run" ADD COLUMN "reserved_until" TIMESTAMPTZ(3);

-- Reserves for a run where every budget of its day has room for it, and says how each stands. Replicas ask one after the other: what
-- one has reserved, the next sees, because each statement of a function reads anew.
CREATE FUNCTION "reserve_agent_budget"(
  "in_workspace" text, "run" text, "person" text, "instance" uuid, "since" timestamptz, "ask_cents" float8, "ask_tokens" int, "hold_ms" float8, "limits" jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE "budgets" jsonb;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('agent-budget:' || "in_workspace", 0));
  WITH r AS (
    SELECT on_behalf_of, instance_id, cents, unpriced_tokens AS unpriced,
      CASE WHEN id <> "run" AND reserved_until > clock_timestamp() THEN reserved_cents ELSE 0 END AS held_cents,
      CASE WHEN id <> "run" AND reserved_until > clock_timestamp() THEN reserved_tokens ELSE 0 END AS held_tokens
    FROM agent_run WHERE workspace = "in_workspace" AND began_at >= "since"
  ), t AS (
    SELECT k.kind, coalesce(sum(r.cents), 0) AS cents, coalesce(sum(r.unpriced), 0) AS unpriced,
      coalesce(sum(r.held_cents), 0) AS held_cents, coalesce(sum(r.held_tokens), 0) AS held_tokens
    FROM (VALUES ('workspace'), ('case'), ('person')) AS k(kind)
    LEFT JOIN r ON k.kind = 'workspace' OR k.kind = 'case' AND r.instance_id = "instance" OR k.kind = 'person' AND r.on_behalf_of = "person"
    GROUP BY k.kind
  ), l AS (
    SELECT t.*, ("limits" -> t.kind ->> 'cents')::float8 AS most_cents, ("limits" -> t.kind ->> 'tokens')::float8 AS most_tokens FROM t
  )
  SELECT jsonb_object_agg(kind, jsonb_build_object(
    'cents', cents, 'unpriced', unpriced,
    'spent', cents >= most_cents OR cents + "ask_cents" > most_cents OR unpriced >= most_tokens OR unpriced + "ask_tokens" > most_tokens,
    'fits', cents + held_cents + "ask_cents" <= most_cents AND cents + held_cents < most_cents
      AND unpriced + held_tokens + "ask_tokens" <= most_tokens AND unpriced + held_tokens < most_tokens))
    INTO "budgets" FROM l;
  IF NOT EXISTS (SELECT 1 FROM jsonb_each("budgets") b WHERE NOT (b.value ->> 'fits')::boolean) THEN
    UPDATE agent_run SET reserved_cents = "ask_cents", reserved_tokens = "ask_tokens",
      reserved_until = clock_timestamp() + "hold_ms" * interval '1 millisecond' WHERE workspace = "in_workspace" AND id = "run";
  END IF;
  RETURN "budgets";
END
$$;
