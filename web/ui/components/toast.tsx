import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components";
import { useMessages } from "../messages/messages.ts";
import { Icon } from "./icon.tsx";
import "./toast.css";

interface ToastText {
  readonly title: string;
  readonly detail?: string;
}

/** Five seconds is what React Aria holds to be long enough to read; hovering or focus stops it. */
const SHOWN_MS = 6_000;

const queue = new ToastQueue<ToastText>({ maxVisibleToasts: 3 });

/** Tells of something done, in passing. What needs an answer belongs on the page instead. */
export function tell(text: ToastText): void {
  queue.add(text, { timeout: SHOWN_MS });
}

export function Toasts() {
  const { t } = useMessages();
  return (
    <ToastRegion queue={queue} className="toast-region" aria-label={t.actions.notifications}>
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <Icon name="check" />
          <ToastContent className="toast-content">
            <Text slot="title">{toast.content.title}</Text>
            {toast.content.detail === undefined ? null : (
              <Text slot="description">{toast.content.detail}</Text>
            )}
          </ToastContent>
          <Button slot="close" className="field-button" aria-label={t.actions.dismiss}>
            <Icon name="cross" sizePx={16} />
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
