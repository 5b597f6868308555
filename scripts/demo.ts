/**
 * `npm start`: the simulator with its demonstration company and a server that is connected to it,
 * as two programs that know each other by settings alone. Data stay in `data/` between starts.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { FolderInUseError, lockFolder } from "../src/store/embedded/data-folder-lock.ts";
import { REDIRECT_PATHS } from "../src/contract/guided-set-up.ts";
import { describeDemoOrganisation, DEMO_SIGN_INS, readDemoTenant } from "./demo-organisation.ts";

const root = resolve(import.meta.dirname, "..");
/** Begins with an empty installation in an empty tenant, to be set up by hand. */
const fromNothing = process.argv.includes("--from-nothing");
const dataFolder = resolve(
  process.env["USHER_DEMO_FOLDER"] ?? join(root, fromNothing ? "data/from-nothing" : "data"),
);
/** The registration as the guided set-up asks for it, and no right on any mailbox. */
const NOTHING_SET_UP = [
  "--no-delegates",
  ...["Place.Read.All", "MailboxSettings.Read"].flatMap((role) => ["--application-role", role]),
];
const ports = {
  usher: Number(process.env["USHER_PORT"] ?? 8080),
  https: Number(process.env["SIMULATOR_HTTPS_PORT"] ?? 9443),
  pages: Number(process.env["SIMULATOR_PAGES_PORT"] ?? 9480),
};
const usherUrl = `http://localhost:${ports.usher}`;
const children: ChildProcess[] = [];

/** A secret that is the same at every start of this data folder. */
function demoSecret(): string {
  const path = join(dataFolder, "demo-client-secret");
  if (!existsSync(path))
    writeFileSync(path, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(path, "utf8");
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise((answer) => {
    const probe = createServer();
    probe.once("error", () => answer(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => answer(true)));
  });
}

async function refuseTakenPorts(): Promise<void> {
  const named = [
    [ports.usher, "USHER_PORT"],
    [ports.https, "SIMULATOR_HTTPS_PORT"],
    [ports.pages, "SIMULATOR_PAGES_PORT"],
  ] as const;
  for (const [port, variable] of named) {
    if (await isFree(port)) continue;
    throw new Error(
      `Port ${port} is taken by another program, or by another Usher. ` +
        `Stop that program, or choose another port: ${variable}=${port + 100} npm start`,
    );
  }
}

/** The simulator keeps its state here too, and two of them would overwrite each other's. */
async function takeDataFolder(): Promise<void> {
  try {
    await lockFolder(dataFolder);
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    throw new Error(
      `Another Usher was started with ${dataFolder} and still runs. Stop it, ` +
        `or give this one another folder: USHER_DEMO_FOLDER=/some/where npm start`,
      { cause: error },
    );
  }
}

/** Starts one of our programs and waits for the line that says that it is there; returns it. */
async function start(
  script: string,
  scriptArguments: readonly string[],
  environment: Readonly<Record<string, string>>,
  isReady: (line: string) => boolean,
): Promise<string> {
  const child = spawn(process.execPath, [join(root, script), ...scriptArguments], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return await new Promise<string>((ready, failed) => {
    child.once("exit", (code) => {
      failed(new Error(`${script} ended with code ${code}; its message is above.`));
      stop(code ?? 1);
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (isReady(line)) ready(line);
      // The server's log: what an operator must see, without a line for each step.
      if (/"level":(40|50|60)/.test(line)) process.stderr.write(`${line}\n`);
    });
  });
}

let isStopping = false;
function stop(code: number): void {
  if (isStopping) return;
  isStopping = true;
  const alive = children.filter(({ exitCode, signalCode }) => exitCode === null && !signalCode);
  let waiting = alive.length;
  if (waiting === 0) process.exit(code);
  for (const child of alive) {
    child.removeAllListeners("exit");
    child.once("exit", () => {
      waiting -= 1;
      if (waiting === 0) process.exit(code);
    });
    child.kill("SIGTERM");
  }
}

async function main(): Promise<void> {
  await refuseTakenPorts();
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  await takeDataFolder();
  const clientSecret = demoSecret();
  const simulatorFolder = join(dataFolder, "simulator");
  const announcement = await start(
    "simulator/main.ts",
    [
      `--https-port=${ports.https}`,
      `--pages-port=${ports.pages}`,
      `--data=${simulatorFolder}`,
      ...(fromNothing ? NOTHING_SET_UP : ["--consented"]),
      ...REDIRECT_PATHS.flatMap((path) => ["--redirect-uri", `${usherUrl}${path}`]),
    ],
    { SIMULATOR_CLIENT_SECRET: clientSecret },
    (line) => line.includes("NODE_EXTRA_CA_CERTS"),
  );
  await letNotificationsComePlain();
  const authorityPath = /Authority\s+(.+?)\s+\(for/.exec(announcement)?.[1] ?? "";
  const setUpFile = join(dataFolder, "demo-set-up.json");
  const organisation = fromNothing ? {} : describeDemoOrganisation();
  writeFileSync(setUpFile, JSON.stringify(organisation, null, 2));
  const { tenantId, clientId, administrator } = readDemoTenant();
  await start(
    "src/main.ts",
    [],
    {
      USHER_PORT: `${ports.usher}`,
      USHER_PUBLIC_URL: usherUrl,
      USHER_DATA_FOLDER: join(dataFolder, "usher"),
      USHER_LOGIN_URL: `https://localhost:${ports.https}`,
      USHER_GRAPH_URL: `https://localhost:${ports.https}`,
      USHER_OUTLOOK_URL: `http://localhost:${ports.pages}/outlook/{mailbox}?date={date}`,
      USHER_SIGN_IN_TENANT: tenantId,
      USHER_SIGN_IN_CLIENT_ID: clientId,
      USHER_SIGN_IN_CLIENT_SECRET: clientSecret,
      DEMO_CLIENT_SECRET: clientSecret,
      USHER_ADMINS: administrator,
      USHER_SET_UP_FILE: setUpFile,
      NODE_EXTRA_CA_CERTS: authorityPath,
    },
    (line) => line.includes('"msg":"listening"'),
  );
  if (fromNothing) announceNothing(tenantId, clientId, clientSecret);
  else announce();
}

/** Exchange itself demands HTTPS; on this machine alone there is nobody to listen in. */
async function letNotificationsComePlain(): Promise<void> {
  const answer = await fetch(`http://localhost:${ports.pages}/control/notifications`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ httpToLoopback: true }),
  });
  if (!answer.ok) throw new Error(`The simulator refuses a setting: ${await answer.text()}`);
}

function announce(): void {
  const people = DEMO_SIGN_INS.map(({ name, part }) => `    ${name.padEnd(18)} ${part}`);
  console.log(`
  Usher is ready:      ${usherUrl}
  Simulated Outlook:   http://localhost:${ports.pages}/outlook

  Sign in as one of the people of Larkfield Instruments (no password), for example
${people.join("\n")}

  The integration mode is normal. As the administrator, rehearse and change it under
  Administration → Integration mode. Data are kept in ${dataFolder}; Ctrl-C stops everything.
`);
}

/** What Entra ID would show whoever registers an application. */
function announceNothing(tenantId: string, clientId: string, clientSecret: string): void {
  console.log(`
  Usher is ready, and nothing is set up:   ${usherUrl}

  Sign in as Amara Lindqvist, the tenant's administrator, and accept what is asked for. You arrive at
  Administration → Set-up, which leads from here to the first booked room. It asks for

    Tenant          ${tenantId}
    Client id       ${clientId}
    Client secret   ${clientSecret}

  Its commands for Exchange run at:        http://localhost:${ports.pages}/powershell
  Simulated Outlook:                       http://localhost:${ports.pages}/outlook

  Data are kept in ${dataFolder}; Ctrl-C stops everything.
`);
}

process.once("SIGINT", () => stop(0));
process.once("SIGTERM", () => stop(0));
try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  stop(1);
}
