import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useLocation } from "wouter";
import { Button } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { spaceIn } from "./space-address.ts";

/** `refused`: by the person or the device's owner; `missing`: no camera, or none on plain http. */
type Trouble = "refused" | "missing" | "failed";

/** Reads the code at a door, for whoever does not use the phone's own camera for it. */
export function ScanPage() {
  const { t } = useMessages();
  const [, navigate] = useLocation();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isStrange, setIsStrange] = useState(false);
  const [tries, setTries] = useState(0);
  const onText = (text: string) => {
    const spaceId = spaceIn(text, window.location.origin);
    if (spaceId === null) setIsStrange(true);
    else navigate(`/m/space/${spaceId}`);
  };
  return (
    <Page title={t.phone.places.scan} intro={t.phone.scanHow}>
      {isStrange ? (
        <Notice tone="warn" title={t.phone.strangeCode} isUrgent>
          <p>{t.phone.strangeCodeRemedy}</p>
        </Notice>
      ) : null}
      {trouble === null ? (
        <Camera key={tries} onText={onText} onTrouble={setTrouble} />
      ) : (
        <Notice tone="bad" title={t.phone.camera[trouble]} isUrgent>
          <p>{t.phone.cameraRemedy[trouble]}</p>
          <p>{t.phone.cameraInstead}</p>
          <div className="row">
            <Button
              onPress={() => {
                setTrouble(null);
                setTries(tries + 1);
              }}
            >
              {t.actions.tryAgain}
            </Button>
          </div>
        </Notice>
      )}
    </Page>
  );
}

interface CameraProps {
  readonly onText: (text: string) => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** So often a picture is looked at: quick enough for a hand, and little enough for a battery. */
const LOOK_EVERY_MS = 150;

function Camera({ onText, onTrouble }: CameraProps) {
  const { t } = useMessages();
  const video = useRef<HTMLVideoElement>(null);
  const tellText = useEffectEvent(onText);
  const tellTrouble = useEffectEvent(onTrouble);
  useEffect(() => {
    const stop = new AbortController();
    const watch = async () => {
      if (!("mediaDevices" in navigator)) throw new DOMException("no camera", "NotFoundError");
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment" },
      });
      stop.signal.addEventListener("abort", () => {
        for (const track of stream.getTracks()) track.stop();
      });
      // It was granted after the page was left.
      if (stop.signal.aborted || video.current === null) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      video.current.srcObject = stream;
      await video.current.play();
      await readCodes(video.current, stop.signal, tellText);
    };
    watch().catch((error: unknown) => {
      if (!stop.signal.aborted) tellTrouble(troubleOf(error));
    });
    return () => stop.abort();
  }, []);
  return (
    <div className="phone-camera">
      <video ref={video} muted playsInline aria-label={t.phone.cameraPicture} />
    </div>
  );
}

/** Looks until the page is left; the same code is told once. */
async function readCodes(
  video: HTMLVideoElement,
  stop: AbortSignal,
  onText: (text: string) => void,
): Promise<void> {
  const { decodeQR } = await import("qr/decode.js");
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("The browser draws no pictures.");
  const { canvas } = context;
  let last = "";
  while (!stop.aborted) {
    const { videoWidth: width, videoHeight: height } = video;
    if (width > 0 && height > 0) {
      canvas.width = width;
      canvas.height = height;
      context.drawImage(video, 0, 0, width, height);
      const text = textIn(decodeQR, context.getImageData(0, 0, width, height));
      if (text !== null && text !== last && !stop.aborted) {
        last = text;
        onText(text);
      }
    }
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_EVERY_MS);
    });
  }
}

function textIn(decodeQR: (image: ImageData) => string, image: ImageData): string | null {
  try {
    return decodeQR(image);
  } catch {
    // That is how it says that there is no code in the picture, which is most of the time.
    return null;
  }
}

function troubleOf(error: unknown): Trouble {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "failed";
}
