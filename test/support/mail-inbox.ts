import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail server that keeps what it is given, on a real socket. */
export interface MailInbox {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** Answers so to every recipient from now on; null: takes everything. */
  refuseWith(answer: { readonly code: number; readonly words: string } | null): void;
  close(): Promise<void>;
}

export interface ReceivedMail {
  readonly to: readonly string[];
  /** Headers by their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** `password`: of the user `usher`, who has to sign in then. */
export async function openMailInbox(password?: string): Promise<MailInbox> {
  const mails: ReceivedMail[] = [];
  let refusal: { readonly code: number; readonly words: string } | null = null;
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    authOptional: password === undefined,
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password: given }, _session, done) {
      if (username === "usher" && given === password) done(null, { user: username });
      else done(new Error("Not known"));
    },
    onRcptTo(_address, _session, done) {
      done(refusal && Object.assign(new Error(refusal.words), { responseCode: refusal.code }));
    },
    onData(stream, { envelope }, done) {
      const to = envelope.rcptTo.map(({ address }) => address);
      stream.setEncoding("utf8");
      let source = "";
      stream.on("data", (part: string) => (source += part));
      stream.on("end", () => {
        mails.push(received(source, to));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    refuseWith: (answer) => void (refusal = answer),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function received(source: string, to: readonly string[]): ReceivedMail {
  const end = source.indexOf("\r\n\r\n");
  const lines = source
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), decodedWords(line.slice(colon + 1).trim())];
    }),
  );
  const body = source.slice(end + 4);
  return { to, headers, text: decodedBody(body, headers.get("content-transfer-encoding") ?? "") };
}

function decodedBody(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  return encoding === "quoted-printable" ? fromQuoted(body.replaceAll("=\r\n", "")) : body;
}

/** Encoded words of RFC 2047, as subjects have them. */
function decodedWords(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_whole, kind: string, word: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString()
        : fromQuoted(word.replaceAll("_", " ")),
    );
}

function fromQuoted(quoted: string): string {
  const bytes = quoted.replaceAll(/=([\dA-F]{2})/g, (_whole, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString();
}
