import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test, type TestContext } from "node:test";
import { type SendMailDependencies, sendDueMail } from "../../src/app/mail/send-due-mail.ts";
import { remind } from "../../src/app/reservations/reminders/remind.ts";
import { createSmtpMailServer } from "../../src/mail/smtp-mail-server.ts";
import { createHealthReader } from "../../src/store/health/health-reader.ts";
import { createReminderStore } from "../../src/store/life/reminder-store.ts";
import { createMailPreferenceStore } from "../../src/store/mail/mail-preference-store.ts";
import { createMailOutbox } from "../../src/store/mail/mail-outbox.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel } from "../application/acts.ts";
import { askForApproval, roomAccepts } from "../application/approval-stage.ts";
import { askForCheckIn, begun, setBegun } from "../application/life-stage.ts";
import { openHttpStage } from "../application/http-stage.ts";
import { valueOf } from "../application/refusals.ts";
import { goByRealClock, personActor, type Stage } from "../application/stage.ts";
import { type MailInbox, openMailInbox } from "../support/mail-inbox.ts";

const PASSWORD = "a-very-secret-password";

describeOnEachDatabase("reminders by mail", (database) => {
  async function open(t: TestContext) {
    const stage = await openHttpStage(database());
    const inbox = await openMailInbox(PASSWORD);
    t.after(async () => {
      await stage.close();
      await inbox.close();
    });
    goByRealClock(stage);
    await askForCheckIn(database());
    stage.forgetPlaces();
    await wantMail("de", stage.workplace.ada.id);
    const logged: unknown[] = [];
    const log = {
      info: () => undefined,
      warn: (...line: unknown[]) => void logged.push(line),
      error: (...line: unknown[]) => void logged.push(line),
    };
    return { stage, inbox, logged, ada: personActor(stage.workplace.ada), log };
  }

  async function wantMail(language: string, personId: string): Promise<void> {
    await database().pool.query(
      "update person set reminders_by_mail = true, mail_language = $1 where id = $2",
      [language, personId],
    );
  }

  function tell({ deps }: Stage, isMailSent = true): Promise<number> {
    return remind({ ...deps, reminders: createReminderStore(database()), isMailSent });
  }

  function sender(
    { deps }: Stage,
    { port }: Pick<MailInbox, "port">,
    log: SendMailDependencies["log"],
    password = PASSWORD,
  ): () => Promise<number> {
    const url = `smtp://usher:${password}@127.0.0.1:${port}`;
    const sending: SendMailDependencies = {
      ...deps,
      outbox: createMailOutbox(database()),
      sendMail: createSmtpMailServer({ url, from: "Usher <usher@larkfield.example>" }),
      publicUrl: () => "https://usher.example",
      log,
    };
    return () => sendDueMail(sending);
  }

  const isDueAgain = () =>
    database().pool.query("update mail set due_at = now() where state = 'waiting'");
  const states = async () =>
    (await database().pool.query("select state, reason_code, reason from mail order by created_at"))
      .rows;

  test("are sent once however many processes run, in the person's language", async (t) => {
    const { stage, inbox, ada, log } = await open(t);
    const id = await begun(stage, ada, -8, { subject: "Planung für März" });
    await Promise.all([tell(stage), tell(stage)]);
    const send = sender(stage, inbox, log);
    const sent = await Promise.all([send(), send(), send()]);
    assert.equal(
      sent.reduce((sum, each) => sum + each, 0),
      1,
    );
    assert.equal(await send(), 0);
    assert.equal(inbox.mails.length, 1);
    const [mail] = inbox.mails;
    assert.deepEqual(mail?.to, [stage.workplace.ada.email]);
    assert.equal(mail.headers.get("from"), "Usher <usher@larkfield.example>");
    assert.match(mail.headers.get("subject") ?? "", /^Um \d\d:\d\d einchecken: Planung für März$/);
    assert.match(mail.headers.get("message-id") ?? "", /^<[\da-f-]{36}@larkfield\.example>$/);
    assert.match(mail.text, /^Wo: Oak, .*North House$/m);
    assert.match(mail.text, /\(Mitteleuropäische Zeit\)$/m);
    assert.ok(mail.text.includes(`https://usher.example/reservations/${id}`));
    assert.deepEqual(await states(), [{ state: "sent", reason_code: null, reason: null }]);
  });

  test("go to nobody who has not asked for them, and not without a mail server", async (t) => {
    const { stage, ada } = await open(t);
    const ben = personActor(stage.workplace.ben);
    await begun(stage, ben, -8, { spaceId: stage.workplace.elm.id });
    assert.equal(await tell(stage), 1);
    await begun(stage, ada, -8);
    assert.equal(await tell(stage, false), 1);
    assert.deepEqual(await states(), []);
  });

  test("are a person's own choice, where there is a mail server", async (t) => {
    const mailPreferences = createMailPreferenceStore(database().kysely);
    const mail = { mailPreferences, isMailSent: true };
    const stage = await openHttpStage(database(), { mail });
    t.after(() => stage.close());
    const ben = personActor(stage.workplace.ben);
    const change = (body: object) => stage.send(ben, "PATCH", "/api/v1/me/mail", { body });
    const unasked = await stage.send(ben, "GET", "/api/v1/me/mail");
    assert.deepEqual(unasked.body, { is_sent: true, reminders: false, language: null });
    const wanted = { is_sent: true, reminders: true, language: "de" };
    assert.deepEqual((await change({ reminders: true, language: "de" })).body, wanted);
    assert.deepEqual((await change({})).body, wanted);
    assert.equal((await change({ language: "fr" })).status, 400);
    mail.isMailSent = false;
    const off = { ...wanted, is_sent: false, reminders: false };
    assert.deepEqual((await change({ reminders: false })).body, off);
    const refused = await change({ reminders: true });
    assert.deepEqual([refused.status, refused.body["code"]], [422, "mail_not_set_up"]);
    assert.match(String(refused.body["remedy"]), /USHER_SMTP_URL and USHER_MAIL_FROM/);
  });

  test("are not sent once there is nothing to be reminded of", async (t) => {
    const { stage, inbox, ada, log } = await open(t);
    const id = await begun(stage, ada, -8);
    await tell(stage);
    valueOf(await cancel(stage, ada, id));
    assert.equal(await sender(stage, inbox, log)(), 0);
    assert.deepEqual(inbox.mails, []);
    assert.deepEqual(await states(), [{ state: "not_needed", reason_code: null, reason: null }]);
  });

  test("say nothing private to those who approve", async (t) => {
    const { stage: plain, inbox, ada, log } = await open(t);
    const stage = await askForApproval(plain);
    await wantMail("en", stage.nadia.kind === "person" ? stage.nadia.personId : "");
    const created = await stage.create(ada, { sensitivity: "private", subject: "Merger" });
    const { id } = valueOf(created).view.reservation;
    await roomAccepts(database(), id);
    await setBegun(database(), id, -8);
    await tell(stage);
    assert.equal(await sender(stage, inbox, log)(), 2);
    const adas = inbox.mails.find(({ to }) => to[0] === stage.workplace.ada.email);
    const nadias = inbox.mails.find(({ to }) => to[0] !== stage.workplace.ada.email);
    assert.match(adas?.text ?? "", /Merger/);
    assert.match(nadias?.headers.get("subject") ?? "", /not approved: Private reservation$/);
    assert.doesNotMatch(JSON.stringify([nadias?.text, [...(nadias?.headers ?? [])]]), /Merger/);
  });

  test("are tried again, then given up with the reason, which health tells", async (t) => {
    const { stage, inbox, ada, log, logged } = await open(t);
    await begun(stage, ada, -8);
    await tell(stage);
    inbox.refuseWith({ code: 451, words: "Come back later" });
    const send = sender(stage, inbox, log);
    assert.equal(await send(), 0);
    assert.equal(await send(), 0);
    const [waiting] = await states();
    assert.equal(waiting?.["state"], "waiting");
    assert.match(waiting?.["reason"], /^EENVELOPE 451.*Come back later/);
    await isDueAgain();
    // Whoever it cannot sign in to takes no other mail either, and the password is told nowhere.
    assert.equal(await sender(stage, inbox, log, `${PASSWORD}-wrong`)(), 0);
    assert.match((await states())[0]?.["reason"], /^EAUTH 535/);
    await isDueAgain();
    inbox.refuseWith({ code: 550, words: "No such person" });
    assert.equal(await send(), 0);
    const [given] = await states();
    assert.deepEqual([given?.["state"], given?.["reason_code"]], ["given_up", "mail_refused"]);
    assert.equal(logged.length, 3);
    assert.ok(!JSON.stringify(logged).includes(PASSWORD));
    const { unsentMail } = await createHealthReader(database().kysely).facts("normal");
    assert.equal(unsentMail.count, 1);
    assert.match(unsentMail.reason ?? "", /^EENVELOPE 550.*No such person/);
  });

  test("wait where the mail server does not answer, and are taken over from who died", async (t) => {
    const { stage, inbox, ada, log } = await open(t);
    await begun(stage, ada, -8);
    await tell(stage);
    const outbox = createMailOutbox(database());
    const taken = await outbox.take();
    assert.equal(taken?.tries, 1);
    assert.equal(await outbox.take(), null);
    await isDueAgain();
    const nowhere = sender(stage, { port: 1 }, log);
    assert.equal(await nowhere(), 0);
    assert.match((await states())[0]?.["reason"], /^ESOCKET/);
    await isDueAgain();
    assert.equal(await sender(stage, inbox, log)(), 1);
    // Whoever took it first was only slow: what it came to is settled already.
    await outbox.settle({ id: taken?.id ?? randomUUID(), tries: 1 }, { kind: "not_needed" });
    assert.equal((await states())[0]?.["state"], "sent");
    await database().pool.query("update mail set settled_at = now() - interval '31 days'");
    assert.equal(await outbox.removeOld(), 1);
  });
});
