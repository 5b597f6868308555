import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig } from "../../src/config.ts";

const SERVER = "smtps://usher:secret@smtp.larkfield.example";
const FROM = "Usher <usher@larkfield.example>";

test("mail has a server and a sender, or is not sent", () => {
  assert.equal(readConfig({}).mail, null);
  const both = readConfig({ USHER_SMTP_URL: SERVER, USHER_MAIL_FROM: FROM });
  assert.deepEqual(both.mail, { url: SERVER, from: FROM });
  assert.throws(() => readConfig({ USHER_SMTP_URL: SERVER }), /needs both/);
  assert.throws(() => readConfig({ USHER_MAIL_FROM: FROM }), /needs both/);
});

test("settings of mail that are not usable are named, without the password", () => {
  const unusable = [
    { USHER_SMTP_URL: "https://usher:secret@smtp.larkfield.example", USHER_MAIL_FROM: FROM },
    { USHER_SMTP_URL: SERVER, USHER_MAIL_FROM: "Usher" },
    {
      USHER_SMTP_URL: SERVER,
      USHER_MAIL_FROM: "Usher <usher@larkfield.example>\r\nBcc: a@b.example",
    },
  ];
  for (const environment of unusable) {
    assert.throws(
      () => readConfig(environment),
      ({ message }: Error) => /USHER_(SMTP|MAIL)/.test(message) && !message.includes("secret"),
    );
  }
});
