import { useState } from "react";
import { Button } from "../ui/components/button.tsx";
import { Dialog } from "../ui/components/dialog.tsx";
import { useMessages } from "../ui/messages/messages.ts";

/** What the keys do in the schedule. */
export function KeyboardHelp() {
  const { t } = useMessages();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)}>
        {t.planner.keys}
      </Button>
      <Dialog title={t.planner.keysTitle} isOpen={isOpen} onClose={() => setOpen(false)}>
        <dl className="facts">
          {t.planner.keyList.map(({ keys, what }) => (
            <div key={keys} className="planner-key">
              <dt>{keys}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
