import { useState } from "react";
import type { GuidedSetUp } from "../../../src/contract/guided-set-up.ts";
import { pathWithQuery } from "../../ui/api/api-call.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { Select } from "../../ui/components/select.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

interface AccessStepProps {
  readonly setUp: GuidedSetUp;
  /** Whether a finding of this step leads to connecting already. */
  readonly isToConnect: boolean;
  readonly returnTo: string;
  readonly onChooseRoom: (address: string) => void;
}

/** Signs the delegated user in where one is needed, and tries one room's calendar. */
export function AccessStep({ setUp, isToConnect, returnTo, onChooseRoom }: AccessStepProps) {
  const { t } = useMessages();
  const { mode, provider, room, rooms } = setUp;
  const [typed, setTyped] = useState("");
  const words = t.setUp.access;
  return (
    <>
      {mode === "normal" || provider === null ? null : (
        <>
          <p className="muted">{words.connectMeans}</p>
          {isToConnect ? null : (
            <div className="row">
              <LinkButton
                leavesPage
                href={pathWithQuery(`/connect/delegated-user/${provider.id}`, {
                  return_to: returnTo,
                })}
              >
                {words.connect}
              </LinkButton>
            </div>
          )}
        </>
      )}
      <div className="toolbar">
        <Select
          label={words.room}
          choices={rooms.map(({ address, name }) => ({
            key: address,
            label: name,
            description: address,
          }))}
          value={room?.address ?? null}
          onChange={onChooseRoom}
        />
        <TextField label={words.other} type="email" value={typed} onChange={setTyped} />
        <Button isDisabled={typed.trim() === ""} onPress={() => onChooseRoom(typed.trim())}>
          {words.tryIt}
        </Button>
      </div>
    </>
  );
}
