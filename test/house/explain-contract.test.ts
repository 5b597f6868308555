import assert from "node:assert/strict";
import { test } from "node:test";
import {
  INTEGRATION_QUESTION_FIELDS,
  integrationAnswerSchema,
  integrationQuestionSchema,
  type IntegrationAnswer,
  type IntegrationQuestion,
} from "../../src/contract/explain.ts";
import { decideIntegration } from "../../src/core/integration-rules/decide.ts";
import { parseQuestion } from "../../src/core/integration-rules/parse-question.ts";
import {
  ACTIONS,
  CHANGES,
  CHANNELS,
  CREDENTIALS,
  INTEGRATION_MODES,
  INVITED,
  MAILBOXES,
  ORIGINS,
  REFUSAL_CODES,
  RESERVATION_KINDS,
  SYNC_MAILBOXES,
  type Answer,
  type Question,
} from "../../src/core/integration-rules/question.ts";

/** The contract knows nothing of the rules, so that pages can import it; here the two must agree. */
test("the contract's question takes the very values that the rules take", () => {
  assert.deepEqual(INTEGRATION_QUESTION_FIELDS, {
    mode: INTEGRATION_MODES,
    action: ACTIONS,
    channel: CHANNELS,
    kind: RESERVATION_KINDS,
    sync_mailbox: SYNC_MAILBOXES,
    origin: ORIGINS,
    change: CHANGES,
  });
});

test("the contract's answer names the very values that the rules give", () => {
  const { codes, mailbox, sync_mailbox, credential, invited } = integrationAnswerSchema.shape;
  assert.deepEqual(codes.element.options, REFUSAL_CODES);
  assert.deepEqual(mailbox.options, MAILBOXES);
  assert.deepEqual(sync_mailbox.options, SYNC_MAILBOXES);
  assert.deepEqual(credential.options, CREDENTIALS);
  assert.deepEqual(invited.unwrap().options, INVITED);
});

const CREATION: IntegrationQuestion = {
  action: "create",
  mode: "personal",
  channel: "portal",
  kind: "single",
  synced: true,
  requested_for_is_session_user: true,
  personal_token: false,
  blocker_user_set: false,
};
const CANCELLATION = { ...CREATION, action: "cancel", sync_mailbox: "user", origin: "usher" };

test("contract and rules take and turn away the same fields", () => {
  const update = { ...CANCELLATION, action: "update", change: "calendar" };
  const { origin: _origin, ...withoutOrigin } = CANCELLATION;
  const asked = [
    CREATION,
    CANCELLATION,
    update,
    withoutOrigin,
    {
      ...CREATION,
      origin: "usher",
    },
    {
      ...CREATION,
      mode: "lax",
    },
    {
      ...CREATION,
      extra: 1,
    },
  ];
  const byRules = asked.map((question) => parseQuestion(question).ok);
  const byContract = asked.map((question) => integrationQuestionSchema.safeParse(question).success);
  assert.deepEqual(byContract, byRules);
  assert.deepEqual(byRules, [true, true, true, false, false, false, false]);
});

test("an answer of the rules is an answer of the contract, whole", () => {
  const question: Question = CREATION;
  const answer: Answer = decideIntegration(question);
  const sent: IntegrationAnswer = integrationAnswerSchema.parse(answer);
  assert.deepEqual(sent, answer);
});
