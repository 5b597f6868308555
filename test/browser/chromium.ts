import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { chromium, type Browser } from "playwright-core";

const INSTALLED = [
  process.env["USHER_CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * A headless browser that makes no calls of its own: the machine's Chromium (`USHER_CHROMIUM`
 * names another), else the one that came with the packages, with the libraries it needs on a
 * machine that has none. The packaged one's own default arguments are not used: some of them
 * switch web security off and would falsify tests.
 */
export async function launchChromium(): Promise<Browser> {
  const installed = INSTALLED.find((path) => path !== undefined && existsSync(path));
  const { executablePath, libraries } = installed
    ? { executablePath: installed, libraries: undefined }
    : await unpackChromium();
  return await chromium.launch({
    executablePath,
    env: environmentWith(libraries),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

async function unpackChromium(): Promise<{ executablePath: string; libraries: string }> {
  const packaged = await import("@sparticuz/chromium");
  const folder = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
  await packaged.inflate(join(folder, "../../bin/al2023.tar.br"));
  return {
    executablePath: await packaged.default.executablePath(),
    libraries: join(tmpdir(), "al2023", "lib"),
  };
}

function environmentWith(libraries: string | undefined): Record<string, string> {
  const present = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const environment = Object.fromEntries(present);
  return libraries ? { ...environment, LD_LIBRARY_PATH: libraries } : environment;
}
