import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { ApprovalPage } from "../../src/contract/approvals.ts";
import type { Reservation } from "../../src/contract/reservations.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { askForApproval, waiting } from "./approval-stage.ts";
import { openHttpStage } from "./http-stage.ts";
import { API_CLIENT, panelActor } from "./stage.ts";

const APPROVALS = "/api/v1/approvals";
const of = (id: string, act = "") => `/api/v1/reservations/${id}${act}`;

describeOnEachDatabase("approvals over HTTP", (database) => {
  async function open(t: TestContext) {
    const stage = await askForApproval(await openHttpStage(database()));
    t.after(() => stage.close());
    return stage;
  }

  test("are listed and counted for whoever decides, and decided on once seen", async (t) => {
    const stage = await open(t);
    const { nadia, ada } = stage;
    const id = await waiting(stage, ada);
    const counted = await stage.send(nadia, "GET", `${APPROVALS}/count`);
    assert.deepEqual(counted.body, { count: 1, decides: true });
    const page = (await stage.send(nadia, "GET", APPROVALS)).body as unknown as ApprovalPage;
    const [item] = page.items;
    assert.deepEqual([item?.reservation.id, item?.waiting_count], [id, 1]);
    assert.equal(item?.reservation.verdicts.decide.allowed, true);
    const stale = await stage.send(nadia, "POST", of(id, "/approve"), {
      body: {},
      headers: { "if-match": '"77"' },
    });
    assert.deepEqual([stale.status, stale.body["code"]], [412, "reservation_changed"]);
    const approved = await stage.send(nadia, "POST", of(id, "/approve"), {
      body: { comment: "  Enjoy " },
      headers: { "if-match": `"${item?.reservation.version}"` },
    });
    assert.equal(approved.status, 200, approved.text);
    const { state, approval, version } = approved.body as unknown as Reservation;
    assert.deepEqual(
      [state, approval?.state, approval?.decided_by?.display_name, approval?.comment],
      ["confirmed", "approved", "Nadia", "Enjoy"],
    );
    assert.equal(approved.headers.get("etag"), `"${version}"`);
    const history = await stage.send(ada, "GET", of(id, "/history"));
    const [entry] = history.body["items"] as readonly { action: string; actor_name: string }[];
    assert.equal(entry?.action, "reservation_approved");
  });

  test("are rejected with a reason, which whoever reserved it reads", async (t) => {
    const stage = await open(t);
    const { ben, ada } = stage;
    const id = await waiting(stage, ada);
    for (const body of [{}, { comment: "   " }]) {
      const unsaid = await stage.send(ben, "POST", of(id, "/reject"), { body });
      assert.deepEqual([unsaid.status, unsaid.body["code"]], [400, "invalid_request"]);
    }
    const body = { comment: "Being painted" };
    assert.equal((await stage.send(ben, "POST", of(id, "/reject"), { body })).status, 200);
    const read = (await stage.send(ada, "GET", of(id))).body as unknown as Reservation;
    assert.deepEqual(
      [read.state, read.approval?.comment, read.reason_code, read.verdicts.decide.codes],
      ["rejected", "Being painted", "approval_rejected", ["not_an_approver"]],
    );
    assert.match(read.remedy ?? "", /reserve another space or time/);
    const late = await stage.send(stage.nadia, "POST", of(id, "/approve"), { body: {} });
    assert.deepEqual([late.status, late.body["code"]], [409, "already_decided"]);
    assert.equal(late.body["detail"], "Ben has rejected it already.");
  });

  test("are for people: neither a machine nor a panel decides", async (t) => {
    const stage = await open(t);
    const id = await waiting(stage, stage.ada);
    for (const actor of [API_CLIENT, panelActor(stage.workplace.oak.id)]) {
      const answer = await stage.send(actor, "POST", of(id, "/approve"), { body: {} });
      assert.deepEqual([answer.status, answer.body["code"]], [403, "person_required"]);
    }
  });

  test("of what is private show when and where, and not what it is about or what was said", async (t) => {
    const stage = await open(t);
    const { nadia, ada, planner } = stage;
    const id = await waiting(stage, ada, { sensitivity: "private", subject: "Salary" });
    const page = (await stage.send(nadia, "GET", APPROVALS)).body as unknown as ApprovalPage;
    assert.equal(page.items[0]?.reservation.subject, "Private reservation");
    const body = { comment: "Salary talks are upstairs" };
    await stage.send(nadia, "POST", of(id, "/reject"), { body });
    const seen = async (actor: typeof ada) => {
      const { approval } = (await stage.send(actor, "GET", of(id))).body as unknown as Reservation;
      return [approval?.state, approval?.comment];
    };
    assert.deepEqual(await seen(ada), ["rejected", body.comment]);
    assert.deepEqual(await seen(planner), ["rejected", null]);
    assert.ok(!stage.logged.join("").includes("Salary"));
  });
});
