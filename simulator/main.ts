import path from "node:path";
import { parseArgs } from "node:util";
import { DEMO_COMPANY, populateDemoCompany } from "./company/demo-company.ts";
import { startSimulator, type Simulator, type SimulatorOptions } from "./simulator.ts";

const USAGE = `Exchange Online in small: Entra ID, Microsoft Graph and the room mailboxes of a demo company.

node simulator/main.ts [options]

  --https-port N      port of everything over HTTPS (9443; 0 for any free one)
  --pages-port N      port of the pages over plain HTTP (9480; 0 for any free one)
  --data FOLDER       where keys, consents and mailboxes are kept (data/simulator); "memory" for nowhere
  --company demo      the company that fills the directory
  --client-id GUID    the application's client id (${DEMO_COMPANY.application.clientId})
  --redirect-uri URL  a redirect URI of the application; may be given several times
  --consented         an administrator has consented to all the application asks for
  --application-role NAME  an application permission that it asks for; may be given several times
  --no-delegates      nobody is a delegate of a room yet
  --https-sign-in     discovery sends browsers to the HTTPS pages, not the plain ones
  --seed N            seed of all chance (1)

The application's secret comes from SIMULATOR_CLIENT_SECRET (at least 8 characters).
`;

class UsageError extends Error {}

function readPort(text: string, name: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(`--${name} must be a port from 0 to 65535, not "${text}".`);
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        "https-port": { type: "string", default: "9443" },
        "pages-port": { type: "string", default: "9480" },
        data: { type: "string", default: "data/simulator" },
        company: { type: "string", default: "demo" },
        "client-id": { type: "string", default: DEMO_COMPANY.application.clientId },
        "redirect-uri": { type: "string", multiple: true, default: [] },
        consented: { type: "boolean", default: false },
        "application-role": { type: "string", multiple: true },
        "no-delegates": { type: "boolean", default: false },
        "https-sign-in": { type: "boolean", default: false },
        seed: { type: "string", default: "1" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readOptions(values: ReturnType<typeof readArguments>): SimulatorOptions {
  if (values.company !== "demo") {
    throw new UsageError(`There is no company "${values.company}"; the one there is is "demo".`);
  }
  const clientSecret = process.env["SIMULATOR_CLIENT_SECRET"] ?? "";
  if (clientSecret.length < 8) {
    throw new UsageError("Set SIMULATOR_CLIENT_SECRET to the application's secret.");
  }
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new UsageError(`--seed must be a number: "${values.seed}".`);
  const application = {
    clientId: values["client-id"],
    clientSecret,
    redirectUris: values["redirect-uri"],
    consented: values.consented,
    ...(values["application-role"] && { requestedRoles: values["application-role"] }),
    roomsDelegated: !values["no-delegates"],
  };
  return {
    httpsPort: readPort(values["https-port"], "https-port"),
    pagesPort: readPort(values["pages-port"], "pages-port"),
    dataFolder: values.data === "memory" ? null : path.resolve(values.data),
    seed,
    advertisePagesOverHttp: !values["https-sign-in"],
    company: (directory) => populateDemoCompany(directory, application, Date.now()),
    log: (message) => console.error(message),
  };
}

/** What is wrong, for the person who started it; undefined where it is our own fault. */
function explain(error: unknown): string | undefined {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
  const { code, port } = error as { code?: string; port?: number };
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken. Stop the program that uses it, or choose another port.`;
  }
  if (code === "EACCES") {
    return `${(error as Error).message}. Choose another port or folder.`;
  }
  return undefined;
}

function announce(simulator: Simulator): void {
  console.log(`Exchange simulator
  HTTPS (Graph, Entra ID)  ${simulator.httpsUrl}
  Pages                    ${simulator.pagesUrl}
  Tenant                   ${simulator.world.directory.tenant.id}
  Authority                ${simulator.caCertificatePath}  (for NODE_EXTRA_CA_CERTS)`);
}

async function main(): Promise<void> {
  const values = readArguments(process.argv.slice(2));
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const simulator = await startSimulator(readOptions(values));
  announce(simulator);
  const stop = (): void => {
    simulator.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`The simulator could not save its state: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

try {
  await main();
} catch (error) {
  const explanation = explain(error);
  if (explanation === undefined) throw error;
  console.error(explanation);
  process.exitCode = 1;
}
