import { ACT, type Act } from "../../button.ts";
import { md } from "../../mrkdwn.ts";
import { say } from "../../views/answers/say.ts";
import { detailsPage } from "../../views/modals/details.ts";
import { whyPage } from "../../views/modals/why-page.ts";
import { openView, tellPrivately } from "../answer.ts";
import { maySee, type StepOfCase, stepFor } from "../case-of.ts";
import { agentRunsPage, auditPage, caseStatus } from "../reading.ts";
import { isStepValue, notOurs, type OnClick } from "./acts.ts";
import { openedFrom } from "./forms.ts";

type Page = typeof detailsPage;

const page =
  (view: Page): OnClick =>
  async (l, click) => {
    const { value } = click;
    if (!isStepValue(value)) return await notOurs(l, click);
    const step: StepOfCase | undefined = await stepFor(l, click.person, value);
    // What may not be seen is answered as what is not there.
    if (step === undefined || !(await maySee(l, click, step.t)))
      return tellPrivately(l, click, say(md`That case is not one that you can see.`));
    await openView(l, click, openedFrom(click), view(step.t, step.key, click.place));
  };

const onStatus: OnClick = async (l, click) => {
  const instance = click.value?.instance;
  if (instance === undefined) return await notOurs(l, click);
  tellPrivately(l, click, await caseStatus(l, click, instance));
};

const onAudit: OnClick = async (l, click) => {
  const instance = click.value?.instance;
  if (instance === undefined) return await notOurs(l, click);
  tellPrivately(l, click, await auditPage(l, click, instance, click.value?.after ?? 0));
};

const onAgentRuns: OnClick = async (l, click) => {
  const instance = click.value?.instance;
  if (instance === undefined) return await notOurs(l, click);
  tellPrivately(l, click, await agentRunsPage(l, click, instance, click.value?.after ?? 0));
};

/** Acts that answer with something to read. */
export const READING = {
  [ACT.details]: page(detailsPage),
  [ACT.why]: page(whyPage),
  [ACT.status]: onStatus,
  [ACT.audit]: onAudit,
  [ACT.agentRuns]: onAgentRuns,
} as const satisfies Partial<Record<Act, OnClick>>;
