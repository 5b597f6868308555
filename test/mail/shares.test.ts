import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { sendDueMail } from "../../src/app/mail/send-due-mail.ts";
import { formatSysId } from "../../src/core/encoded-query/sys-id.ts";
import { createSmtpMailServer } from "../../src/mail/smtp-mail-server.ts";
import { createMailOutbox } from "../../src/store/mail/mail-outbox.ts";
import { createShareStore } from "../../src/store/mail/share-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel } from "../application/acts.ts";
import { openHttpStage } from "../application/http-stage.ts";
import { valueOf } from "../application/refusals.ts";
import { API_CLIENT, panelActor, personActor } from "../application/stage.ts";
import { failureOf, PATH } from "../reservation-rest-api/rest-api-stage.ts";
import { openMailInbox, type ReceivedMail } from "../support/mail-inbox.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

describeOnEachDatabase("sharing a reservation by mail", (database) => {
  async function open(t: TestContext) {
    const inbox = await openMailInbox();
    const stage = await openHttpStage(database(), { sharing: { isMailSent: true } });
    t.after(async () => {
      await stage.close();
      await inbox.close();
    });
    const { ada, ben } = stage.workplace;
    /** Answers what each address was sent, by its name. */
    async function sent(): Promise<ReadonlyMap<string, ReceivedMail>> {
      const before = inbox.mails.length;
      await sendDueMail({
        ...stage.deps,
        outbox: createMailOutbox(database()),
        sendMail: createSmtpMailServer({
          url: `smtp://127.0.0.1:${inbox.port}`,
          from: "usher@larkfield.example",
        }),
        publicUrl: () => "https://usher.example",
        log: SILENT,
      });
      return new Map(inbox.mails.slice(before).map((mail) => [mail.to.join(), mail]));
    }
    async function make(request = {}): Promise<string> {
      return valueOf(await stage.create(personActor(ada), request)).view.reservation.id;
    }
    return { stage, sent, make, ada: personActor(ada), ben: personActor(ben) };
  }

  test("tells each recipient once, with what is said to it, and answers go to who shares", async (t) => {
    const { stage, sent, make, ada } = await open(t);
    const { ben } = stage.workplace;
    const id = await make();
    const body = {
      recipients: [ben.id, ben.email.toUpperCase(), "guest@elsewhere.example"],
      message: "See you there.",
    };
    const answer = await stage.send(ada, "POST", `/api/v1/reservations/${id}/shares`, { body });
    assert.deepEqual([answer.status, answer.body], [202, { mails: 2 }], answer.text);
    const mails = await sent();
    assert.deepEqual(
      [...mails.keys()].toSorted(),
      [ben.email, "guest@elsewhere.example"].toSorted(),
    );
    const mail = mails.get("guest@elsewhere.example");
    assert.equal(mail?.headers.get("subject"), "Reservation: Planning");
    assert.equal(mail.headers.get("reply-to"), stage.workplace.ada.email);
    assert.match(
      mail.text,
      /^Ada shares this reservation with you\.\s+Message:\s+See you there\.\s+What: Planning/,
    );
    assert.match(mail.text, /10:00 ?– ?11:00 \(Central European Time\)/);
    assert.match(mail.text, /not confirmed yet/);
    const history = await stage.send(ada, "GET", `/api/v1/reservations/${id}/history`);
    const [newest] = history.body["items"] as { action: string; details: object }[];
    assert.deepEqual(
      [newest?.action, newest?.details],
      ["reservation_shared", { about: "details", recipients: 2 }],
    );
  });

  test("tells what is private to those alone who see it by themselves", async (t) => {
    const { stage, sent, make, ada } = await open(t);
    const attendees = [{ email: "invited@elsewhere.example", name: "", type: "required" }];
    const id = await make({ subject: "Merger", sensitivity: "private", attendees });
    const recipients = ["invited@elsewhere.example", stage.workplace.ben.id];
    const path = `/api/v1/reservations/${id}/shares`;
    assert.equal((await stage.send(ada, "POST", path, { body: { recipients } })).status, 202);
    const mails = await sent();
    assert.match(mails.get("invited@elsewhere.example")?.text ?? "", /Merger/);
    const bens = mails.get(stage.workplace.ben.email);
    assert.equal(bens?.headers.get("subject"), "Reservation: Private reservation");
    assert.doesNotMatch(bens.text, /Merger/);
    const planner = personActor(stage.workplace.ben, "portal", ["user", "planner"]);
    const others = await stage.send(planner, "POST", path, { body: { recipients } });
    assert.deepEqual([others.status, others.body["code"]], [403, "content_withheld"]);
  });

  test("is refused with what to do, whoever asks and however", async (t) => {
    const { stage, make, ada, ben } = await open(t);
    const id = await make();
    const refusal = async (actor: typeof ada, body: object) => {
      const answer = await stage.send(actor, "POST", `/api/v1/reservations/${id}/shares`, { body });
      return `${answer.status} ${String(answer.body["code"])}`;
    };
    const recipients = ["guest@elsewhere.example"];
    assert.equal(await refusal(ben, { recipients }), "403 not_yours");
    assert.equal(
      await refusal(panelActor(stage.workplace.oak.id), { recipients }),
      "403 door_only",
    );
    assert.equal(await refusal(ada, { recipients: [] }), "400 invalid_request");
    assert.equal(await refusal(ada, { recipients: ["nobody"] }), "400 invalid_request");
    const stranger = "00000000-0000-4000-8000-000000000000";
    assert.equal(await refusal(ada, { recipients: [stranger] }), "422 recipient_unknown");
    const many = Array.from({ length: 50 }, (_, at) => `guest${at}@elsewhere.example`);
    assert.equal(
      await refusal(ada, { recipients: [...many, ...recipients] }),
      "400 invalid_request",
    );
    assert.equal(
      await refusal(ada, { recipients, message: "x".repeat(1001) }),
      "400 invalid_request",
    );
    for (let times = 0; times < 10; times += 1) {
      assert.equal(await refusal(ada, { recipients: many }), "202 undefined");
    }
    assert.equal(await refusal(ada, { recipients }), "429 too_many_shares");
    const shares = createShareStore(database());
    assert.equal(await shares.removeOld(), 0);
    await database().pool.query(
      "update reservation_share set shared_at = now() - interval '31 days'",
    );
    assert.equal(await shares.removeOld(), 10);
  });

  test("is share_details for programs that were written for ServiceNow", async (t) => {
    const { stage, sent, make, ada } = await open(t);
    const id = await make();
    const share = (body: object) =>
      stage.send(API_CLIENT, "PATCH", `${PATH}/reservation/share_details/${formatSysId(id)}`, {
        body,
      });
    const { ben } = stage.workplace;
    const shared = await share({
      notification_recipients: [formatSysId(ben.id)],
      notification_type: "reservation_updated",
      notification_custom_message: "Another hour",
    });
    assert.deepEqual([shared.status, shared.body], [200, { result: { sys_id: formatSysId(id) } }]);
    const mail = (await sent()).get(ben.email);
    assert.equal(mail?.headers.get("subject"), "Changed: Planning");
    assert.match(mail.text, /^Integration shares this .*Another hour/s);
    assert.equal(mail.headers.get("reply-to"), undefined);
    valueOf(await cancel(stage, ada, id));
    await share({ notification_recipients: `${ben.email},`, notification_type: "created" });
    assert.equal((await sent()).get(ben.email)?.headers.get("subject"), "Cancelled: Planning");
    const refusal = async (body: object) => failureOf(await share(body));
    assert.equal(await refusal({}), "400 invalid_request");
    const notification_recipients = [ben.email];
    assert.equal(
      await refusal({ notification_recipients, notification_type: "moved" }),
      "400 invalid_request",
    );
    assert.equal(
      await refusal({ notification_recipients: ["0".repeat(32)] }),
      "422 recipient_unknown",
    );
    assert.equal(await refusal({ notification_recipients: ["x"] }), "422 recipient_unknown");
  });

  test("says what to set where there is no mail server", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const ada = personActor(stage.workplace.ada);
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    const body = { notification_recipients: [stage.workplace.ben.email] };
    const path = `${PATH}/reservation/share_details/${formatSysId(id)}`;
    const answer = await stage.send(API_CLIENT, "PATCH", path, { body });
    assert.equal(failureOf(answer), "422 mail_not_set_up");
    assert.match(answer.text, /USHER_SMTP_URL and USHER_MAIL_FROM/);
  });
});
