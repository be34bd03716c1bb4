-- AlterTable
ALTER TABLE "agent_run" ADD COLUMN "texts_erased_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "agent_run_with_texts" ON "agent_run"("workspace", "texts_erased_at", "began_at");
