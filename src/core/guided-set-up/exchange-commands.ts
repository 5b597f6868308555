import {
  giveAllRoomsToDelegate,
  giveRole,
  giveRoomToDelegate,
  introduceApplication,
  makeScope,
  markPerson,
  OPEN_EXCHANGE,
  setCalendarProcessing,
  testReach,
} from "../exchange-powershell/commands.ts";
import type { IntegrationMode } from "../integration-rules/question.ts";

/** What a step in Exchange is for; the page has the words of each. */
export type ExchangeCommandKey =
  | "open"
  | "introduce"
  | "scope"
  | "role"
  | "person"
  | "reach"
  | "delegate"
  | "delegate_everywhere"
  | "answer"
  | "rooms_scope"
  | "rooms_role";

export interface ExchangeCommand {
  readonly key: ExchangeCommandKey;
  readonly command: string;
  /** Without it everything works, only less well or for one room alone. */
  readonly isOptional: boolean;
}

export interface ExchangeCommandFacts {
  readonly mode: IntegrationMode;
  readonly clientId: string;
  /** Of the service principal; null until a token has told it. */
  readonly objectId: string | null;
  readonly delegatedUserEmail: string | null;
  /** Who is to book first, in normal mode. */
  readonly personEmail: string;
  /** The room to begin with. */
  readonly roomMailbox: string;
}

/** What is to be run in Exchange for a mode, in order, with this tenant's own values. */
export function exchangeCommands(facts: ExchangeCommandFacts): readonly ExchangeCommand[] {
  const needed = (key: ExchangeCommandKey, command: string): ExchangeCommand => ({
    key,
    command,
    isOptional: false,
  });
  const optional = (key: ExchangeCommandKey, command: string): ExchangeCommand => ({
    key,
    command,
    isOptional: true,
  });
  const { clientId, objectId, roomMailbox } = facts;
  const answer = setCalendarProcessing(roomMailbox, "-AutomateProcessing AutoAccept");
  if (facts.mode === "normal") {
    return [
      needed("open", OPEN_EXCHANGE),
      needed("introduce", introduceApplication(clientId, objectId)),
      needed("scope", makeScope("rooms_and_people")),
      needed("role", giveRole("rooms_and_people", objectId)),
      needed("person", markPerson(facts.personEmail)),
      needed("answer", answer),
      needed("reach", testReach(objectId, roomMailbox)),
    ];
  }
  const delegate = facts.delegatedUserEmail ?? "<delegated user>";
  return [
    needed("open", OPEN_EXCHANGE),
    needed("delegate", giveRoomToDelegate(roomMailbox, delegate)),
    optional("delegate_everywhere", giveAllRoomsToDelegate(delegate)),
    needed("answer", answer),
    optional("introduce", introduceApplication(clientId, objectId)),
    optional("rooms_scope", makeScope("rooms")),
    optional("rooms_role", giveRole("rooms", objectId)),
  ];
}
