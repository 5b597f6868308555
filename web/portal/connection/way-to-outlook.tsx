import { useState } from "react";
import type { Space } from "../../../src/contract/places.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ConnectPrompt } from "./connect-prompt.tsx";
import { useConnectionNeed } from "./connection-need.ts";
import { ConnectionNotice } from "./connection-notice.tsx";
import type { ConnectionOutcome } from "./connection-outcome.ts";

/** How it stands with the person's calendar while they book, and what came of the way to it. */
export function useWayToOutlook(
  space: Pick<Space, "synced" | "calendar_provider_id">,
  outcome: ConnectionOutcome | null,
) {
  const { isOwnCalendar, isMissing } = useConnectionNeed()(space);
  const [isAsked, setIsAsked] = useState(outcome?.kind === "failed");
  return {
    isOwnCalendar,
    isMissing,
    /** They wanted to book, and have to connect first. */
    isAsked,
    outcome,
    providerId: space.calendar_provider_id,
    /** Whether it can be booked; else they are asked to connect. */
    isOpen() {
      if (isMissing) setIsAsked(true);
      return !isMissing;
    },
  };
}

interface WayToOutlookProps {
  readonly way: ReturnType<typeof useWayToOutlook>;
  /** What booking was refused with. */
  readonly error: Error | null;
}

/** In the middle of booking: what is typed stays while the person connects (policy C7). */
export function WayToOutlook({ way, error }: WayToOutlookProps) {
  const { t } = useMessages();
  const { isAsked, isMissing, outcome, providerId } = way;
  const isNeeded = (isAsked && isMissing) || isProblem(error, "personal_token_missing");
  return (
    <>
      {outcome ? <ConnectionNotice outcome={outcome} /> : null}
      {isNeeded ? (
        <ConnectPrompt providerId={providerId} returnTo="/find" />
      ) : (
        <ProblemNotice error={error} />
      )}
      {isMissing && !isNeeded && !outcome ? (
        <Notice tone="info">
          <p>{t.connection.willBeNeeded}</p>
        </Notice>
      ) : null}
    </>
  );
}
