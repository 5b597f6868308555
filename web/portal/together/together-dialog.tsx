import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { Space } from "../../../src/contract/places.ts";
import type { PersonSummary } from "../../ui/api/people.ts";
import { useBookTogether } from "../../ui/api/reservations.ts";
import { useSession } from "../../ui/api/session.ts";
import { useIdempotencyKey } from "../../ui/api/use-idempotency-key.ts";
import { Button } from "../../ui/components/button.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { PersonField } from "../../ui/components/person-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { BookingSummary } from "../booking/booking-summary.tsx";
import { MeetingFields } from "../booking/meeting-fields.tsx";
import type { ConnectionOutcome } from "../connection/connection-outcome.ts";
import { useWayToOutlook, WayToOutlook } from "../connection/way-to-outlook.tsx";
import { SpaceServices } from "../services/space-services.tsx";
import { keepTogetherDraft, kindsFor, type TogetherDraft, wantedOf } from "./together-draft.ts";

interface TogetherDialogProps {
  readonly spaces: readonly [Space, ...Space[]];
  readonly initial: TogetherDraft;
  readonly connectionOutcome: ConnectionOutcome | null;
  readonly onBooked: () => void;
  readonly onClose: () => void;
}

/** Books several spaces in one go: for one meeting, or each for somebody of a group. */
export function TogetherDialog(props: TogetherDialogProps) {
  const { spaces, initial, connectionOutcome, onBooked, onClose } = props;
  const { t } = useMessages();
  const [, navigate] = useLocation();
  const session = useSession();
  const [draft, setDraft] = useState(initial);
  const [isTried, setIsTried] = useState(false);
  const keyFor = useIdempotencyKey();
  const change = (part: Partial<TogetherDraft>) => setDraft((old) => ({ ...old, ...part }));
  useEffect(() => keepTogetherDraft(sessionStorage, draft), [draft]);

  const create = useBookTogether((made) => {
    onBooked();
    tell({ title: t.together.booked({ count: spaces.length }), detail: made.number });
    navigate(`/reservations/${made.id}`);
  });
  // One synced space among them makes the meeting one of the person's own calendar (policy, C8).
  const synced = spaces.find((space) => space.synced);
  const way = useWayToOutlook(synced ?? spaces[0], connectionOutcome);
  const kinds = kindsFor(spaces, session.integration_mode === "personal");
  const wanted = wantedOf(draft, spaces[0].time_zone);

  const book = () => {
    setIsTried(true);
    if (wanted === null || !way.isOpen()) return;
    create.mutate({ wanted, idempotencyKey: keyFor(wanted) });
  };

  return (
    <Dialog
      title={t.together.title({ count: spaces.length })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.actions.close}</Button>
          <Button look="primary" isPending={create.isPending} onPress={book}>
            {t.actions.book}
          </Button>
        </>
      }
    >
      <WayToOutlook way={way} error={create.error} />
      <BookingSummary spaces={spaces} draft={draft} />
      {kinds.length < 2 ? null : (
        <ChoiceList
          label={t.together.kind}
          choices={kinds.map((key) => ({ key, label: t.together.kinds[key] }))}
          value={[draft.kind]}
          onChange={([kind]) => {
            if (kind !== undefined) change({ kind });
          }}
          isSingle
        />
      )}
      {draft.kind === "group" ? (
        <WhoGetsWhat
          spaces={spaces}
          people={draft.people}
          isTried={isTried}
          onChange={(people) => change({ people })}
        />
      ) : (
        <OnBehalf
          isShown={spaces.every(({ module }) => module.on_behalf_shown) && !way.isOwnCalendar}
          value={draft.requestedFor}
          onChange={(requestedFor) => change({ requestedFor })}
        />
      )}
      <MeetingFields value={draft} onChange={change} invites={draft.kind !== "group"} />
      {spaces.map((space) => (
        <SpaceServices
          key={space.id}
          space={space}
          label={t.services.labelOf({ space: space.name })}
          chosen={draft.services[space.id] ?? []}
          onChange={(services) => change({ services: { ...draft.services, [space.id]: services } })}
        />
      ))}
    </Dialog>
  );
}

interface WhoGetsWhatProps {
  readonly spaces: readonly Space[];
  readonly people: TogetherDraft["people"];
  /** Somebody has pressed Book: what is missing is said. */
  readonly isTried: boolean;
  readonly onChange: (people: TogetherDraft["people"]) => void;
}

function WhoGetsWhat({ spaces, people, isTried, onChange }: WhoGetsWhatProps) {
  const { t } = useMessages();
  return spaces.map(({ id, name }) => (
    <PersonField
      key={id}
      label={t.together.whoGets({ space: name })}
      value={people[id] ?? null}
      onChange={(person) => onChange({ ...people, [id]: person })}
      error={isTried && !people[id] ? t.together.whoIsMissing : undefined}
    />
  ));
}

interface OnBehalfProps {
  readonly isShown: boolean;
  readonly value: PersonSummary | null;
  readonly onChange: (person: PersonSummary | null) => void;
}

/** Policy C6: in personal mode a synced space is reserved for oneself alone. */
function OnBehalf({ isShown, value, onChange }: OnBehalfProps) {
  const { t } = useMessages();
  const { person } = useSession();
  if (!isShown) return null;
  return (
    <PersonField
      label={t.booking.requestedFor}
      description={t.booking.requestedForYou({ name: person.display_name })}
      value={value}
      onChange={onChange}
    />
  );
}
