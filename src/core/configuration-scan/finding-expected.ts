import type { ScanFacts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import type { FindingCode } from "./finding-codes.ts";
import { scanConfiguration } from "./scan-configuration.ts";

/** For tests: the facts lead to this one finding and to no other. */
export function onlyFinding(facts: ScanFacts, code: FindingCode): Finding {
  const found = scanConfiguration(facts);
  const [first] = found;
  if (found.length !== 1 || first?.code !== code) {
    const codes = found.map((each) => each.code).join(", ");
    throw new Error(`Expected only ${code}; found: ${codes || "nothing"}.`);
  }
  return first;
}
