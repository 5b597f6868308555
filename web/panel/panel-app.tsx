import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useMessages } from "../ui/messages/messages.ts";
import { forgetDeviceToken, keepDeviceToken, readDeviceToken } from "./device-token.ts";
import { doorKey } from "./door-calls.ts";
import { DoorPage } from "./door-page.tsx";
import { PairingPage } from "./pairing-page.tsx";

/** A screen beside a door: paired once, it shows its space from then on. */
export default function PanelApp() {
  const { t } = useMessages();
  const client = useQueryClient();
  const [token, setToken] = useState(() => readDeviceToken(localStorage));
  const [dismissedBy, setDismissedBy] = useState<string | null>(null);

  useEffect(() => {
    document.title = t.layout.documentTitle({ page: t.panel.title });
  }, [t]);

  if (token === null) {
    return (
      <PairingPage
        dismissedBy={dismissedBy}
        onPaired={(given) => {
          keepDeviceToken(localStorage, given);
          setDismissedBy(null);
          setToken(given);
        }}
      />
    );
  }
  return (
    <DoorPage
      token={token}
      onDismissed={({ code }) => {
        forgetDeviceToken(localStorage);
        client.removeQueries({ queryKey: doorKey });
        setDismissedBy(code);
        setToken(null);
      }}
    />
  );
}
