import { useState } from "react";
import type { GuidedSetUp } from "../../../src/contract/guided-set-up.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ProvidersRooms } from "../rooms/rooms-page.tsx";
import { RoomByHand } from "./room-by-hand.tsx";

/** Rooms from Exchange, or one that is typed in. */
export function PlacesStep({ setUp }: { setUp: GuidedSetUp }) {
  const { t } = useMessages();
  const [open, setOpen] = useState<"import" | "by hand" | null>(null);
  const { provider } = setUp;
  const words = t.setUp.places;
  return (
    <>
      <div className="row">
        <Button
          isDisabled={provider === null}
          aria-expanded={open === "import"}
          onPress={() => setOpen(open === "import" ? null : "import")}
        >
          {words.import}
        </Button>
        <Button
          aria-expanded={open === "by hand"}
          onPress={() => setOpen(open === "by hand" ? null : "by hand")}
        >
          {words.byHand}
        </Button>
      </div>
      {open === "import" && provider !== null ? <ProvidersRooms providers={[provider]} /> : null}
      {open === "by hand" ? (
        <RoomByHand
          providerId={provider?.id ?? null}
          mailbox={setUp.room?.configuration_id === null ? setUp.room.address : ""}
        />
      ) : null}
      <p className="muted">{words.modules}</p>
      <div className="row">
        <LinkButton size="small" href="/admin/modules">
          {words.openModules}
        </LinkButton>
      </div>
    </>
  );
}
