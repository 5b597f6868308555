/** Writes `docs/reference/problem-codes.md` from the catalogue: `node scripts/write-problem-codes.ts`. */
import { writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { PROBLEM_CODES } from "../src/contract/problem-codes.ts";

export const PROBLEM_CODES_PAGE = fileURLToPath(
  new URL("../docs/reference/problem-codes.md", import.meta.url),
);

const INTRODUCTION = `# Problem codes

Every error of the API is a problem (RFC 9457, \`application/problem+json\`): \`code\` is stable and
meant for programs, \`detail\` says in a sentence what happened and why, \`remedy\` what to do about
it. Where several rules refuse, \`codes\` lists them all; \`fields\` names the fields at fault.
\`request_id\` is the one in the log.

This page is written by \`node scripts/write-problem-codes.ts\` from \`src/contract/problem-codes.ts\`.

| code | status | meaning |
|---|---|---|
`;

export function problemCodesPage(): string {
  const rows = Object.entries(PROBLEM_CODES).map(
    ([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |\n`,
  );
  return INTRODUCTION + rows.join("");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(PROBLEM_CODES_PAGE, problemCodesPage());
}
