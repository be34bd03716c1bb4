-- CreateTable
CREATE TABLE "instance" (
    "workspace" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "workflow" TEXT NOT NULL,
    "version_hash" TEXT NOT NULL,
    "case_key" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "run" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "rev" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "head" BYTEA NOT NULL,
    "wake_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "data" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "instance_pkey" PRIMARY KEY ("workspace","id")
) WITH (fillfactor = 80);

-- CreateTable
CREATE TABLE "step" (
    "workspace" TEXT NOT NULL,
    "instance_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "pass" INTEGER NOT NULL,
    "owner_id" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "activated_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "waiting_on" TEXT,
    "ladder_level" INTEGER NOT NULL DEFAULT 0,
    "outcome" TEXT,
    "data" JSONB NOT NULL,

    CONSTRAINT "step_pkey" PRIMARY KEY ("workspace","instance_id","key")
) WITH (fillfactor = 80);

-- CreateTable
CREATE TABLE "assignment" (
    "workspace" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "instance_id" UUID NOT NULL,
    "step_key" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("workspace","person_id","instance_id","step_key","role")
);

-- CreateTable
CREATE TABLE "stream" (
    "workspace" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "rev" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "head" BYTEA NOT NULL,

    CONSTRAINT "stream_pkey" PRIMARY KEY ("workspace","id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "workspace" TEXT NOT NULL,
    "stream_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "workflow" TEXT,
    "version" TEXT,
    "directory" TEXT,
    "case_key" TEXT,
    "case_id" TEXT,
    "instance" UUID,
    "run" INTEGER,
    "step" TEXT,
    "pass" INTEGER,
    "action" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "on_behalf_of" TEXT,
    "via" TEXT,
    "command_id" TEXT,
    "correlation_id" TEXT,
    "data" JSONB NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("workspace","stream_id","seq","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "personal_text" (
    "workspace" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "instance_id" UUID,
    "salt" TEXT NOT NULL,
    "body" TEXT,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "personal_text_pkey" PRIMARY KEY ("workspace","id")
);

-- CreateTable
CREATE TABLE "command" (
    "workspace" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "instance_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answer" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "command_pkey" PRIMARY KEY ("workspace","id")
);

-- CreateTable
CREATE TABLE "message" (
    "workspace" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "instance_id" UUID,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" TEXT,
    "channel" TEXT,
    "thread_ts" TEXT,
    "ts" TEXT,
    "hash" TEXT,
    "state" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "attempt_started_at" TIMESTAMPTZ(3),
    "looks" INTEGER NOT NULL DEFAULT 0,
    "outcome" TEXT,

    CONSTRAINT "message_pkey" PRIMARY KEY ("workspace","key")
);

-- CreateTable
CREATE TABLE "definition" (
    "workspace" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "workflow" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "normalised" JSONB NOT NULL,
    "git_commit" TEXT,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "definition_pkey" PRIMARY KEY ("workspace","hash")
);

-- CreateTable
CREATE TABLE "current_definition" (
    "workspace" TEXT NOT NULL,
    "workflow" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "current_definition_pkey" PRIMARY KEY ("workspace","workflow")
);

-- CreateTable
CREATE TABLE "directory" (
    "workspace" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "normalised" JSONB NOT NULL,

    CONSTRAINT "directory_pkey" PRIMARY KEY ("workspace","hash")
);

-- CreateTable
CREATE TABLE "person" (
    "workspace" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("workspace","id")
);

-- CreateTable
CREATE TABLE "address" (
    "workspace" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,

    CONSTRAINT "address_pkey" PRIMARY KEY ("workspace","kind","value")
);

-- CreateTable
CREATE TABLE "routine" (
    "workspace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "routine_pkey" PRIMARY KEY ("workspace","name")
);

-- CreateTable
CREATE TABLE "installation" (
    "workspace" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("workspace")
);

-- CreateIndex
CREATE INDEX "instance_listing" ON "instance"("workspace", "workflow", "status", "started_at");

-- CreateIndex
CREATE INDEX "instance_by_case" ON "instance"("workspace", "case_key", "workflow");

-- CreateIndex
CREATE INDEX "assignment_of_instance" ON "assignment"("workspace", "instance_id");

-- CreateIndex
CREATE INDEX "audit_event_by_time" ON "audit_event"("workspace", "at");

-- CreateIndex
CREATE INDEX "audit_event_by_case" ON "audit_event"("workspace", "workflow", "case_key");

-- CreateIndex
CREATE INDEX "personal_text_of_instance" ON "personal_text"("workspace", "instance_id");

-- CreateIndex
CREATE INDEX "command_received" ON "command"("received_at");

-- CreateIndex
CREATE INDEX "message_of_instance" ON "message"("workspace", "instance_id");

-- CreateIndex
CREATE INDEX "message_by_ts" ON "message"("workspace", "channel", "ts");

-- CreateIndex
CREATE INDEX "message_of_person" ON "message"("workspace", "person_id", "state", "at");

-- CreateIndex
CREATE INDEX "address_of_person" ON "address"("workspace", "person_id");

-- CreateIndex
CREATE INDEX "routine_next" ON "routine"("next_at");

-- From here on by hand: what Prisma's diff does not know. test/store/schema.test.ts lists it.

-- The sweep: a costs-what-is-due index, whatever exists.
CREATE INDEX "instance_wake" ON "instance" ("wake_at") WHERE "wake_at" IS NOT NULL;

-- One running or paused instance a case.
CREATE UNIQUE INDEX "instance_open_case" ON "instance" ("workspace", "workflow", "case_key") WHERE "status" IN ('running', 'paused');

CREATE INDEX "step_of_owner" ON "step" ("workspace", "owner_id") WHERE "status" IN ('active', 'blocked');

-- Whose turn it is: the last assignment of each counts, though the step is long done.
CREATE INDEX "step_last_assigned" ON "step" ("workspace", "owner_id", "activated_at") WHERE "owner_id" IS NOT NULL AND "activated_at" IS NOT NULL;

-- What an event may be for, however many steps there are.
CREATE INDEX "step_awaiting" ON "step" ("workspace", "instance_id") WHERE "kind" = 'wait' AND "status" IN ('active', 'blocked');

CREATE TABLE "audit_event_default" PARTITION OF "audit_event" DEFAULT;

CREATE FUNCTION "audit_event_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

-- Row triggers are copied to every partition, those to come included; statement triggers (TRUNCATE) are not.
CREATE TRIGGER "audit_event_no_change" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "audit_event_refuse"();
CREATE TRIGGER "audit_event_no_truncate" BEFORE TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION "audit_event_refuse"();
CREATE TRIGGER "audit_event_no_truncate" BEFORE TRUNCATE ON "audit_event_default" FOR EACH STATEMENT EXECUTE FUNCTION "audit_event_refuse"();

-- Makes the monthly partitions (UTC) that are missing, from the month of "start", and answers how many it made. A month that already
-- has rows in the default partition stays there: they cannot be moved, since nothing may be deleted.
CREATE FUNCTION "make_audit_partitions"("start" date, "months" int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  "first" timestamp := date_trunc('month', "start"::timestamp);
  "low" timestamp;
  "name" text;
  "made" int := 0;
BEGIN
  FOR i IN 0 .. "months" - 1 LOOP
    "low" := "first" + make_interval(months => i);
    "name" := 'audit_event_' || to_char("low", 'YYYY_MM');
    CONTINUE WHEN to_regclass(quote_ident("name")) IS NOT NULL;
    BEGIN
      EXECUTE format('CREATE TABLE %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)',
        "name", "low" AT TIME ZONE 'UTC', ("low" + interval '1 month') AT TIME ZONE 'UTC');
      EXECUTE format('CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()', "name");
      "made" := "made" + 1;
    EXCEPTION WHEN check_violation THEN
      RAISE NOTICE 'the audit rows of % stay in audit_event_default', to_char("low", 'YYYY-MM');
    END;
  END LOOP;
  RETURN "made";
END
$$;
