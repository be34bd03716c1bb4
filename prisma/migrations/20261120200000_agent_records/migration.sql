-- CreateTable
CREATE TABLE "agent_run" (
    "workspace" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "instance_id" UUID,
    "purpose" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "on_behalf_of" TEXT,
    "model" TEXT,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "input" INTEGER NOT NULL DEFAULT 0,
    "cache_read" INTEGER NOT NULL DEFAULT 0,
    "cache_write" INTEGER NOT NULL DEFAULT 0,
    "output" INTEGER NOT NULL DEFAULT 0,
    "cents" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "unpriced_tokens" INTEGER NOT NULL DEFAULT 0,
    "entries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "agent_run_pkey" PRIMARY KEY ("workspace","id")
);

-- CreateTable
CREATE TABLE "agent_entry" (
    "workspace" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "verdict" TEXT,
    "reason" TEXT,
    "text_id" TEXT,
    "text_hash" TEXT,

    CONSTRAINT "agent_entry_pkey" PRIMARY KEY ("workspace","run_id","seq")
);

-- CreateIndex
CREATE INDEX "agent_run_of_instance" ON "agent_run"("workspace", "instance_id", "began_at");

-- CreateIndex
CREATE INDEX "agent_run_by_time" ON "agent_run"("workspace", "began_at");
