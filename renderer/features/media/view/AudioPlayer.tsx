import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { PlayerControls } from "../player/PlayerControls.tsx";
import { usePlayback } from "../player/use-playback.ts";
import { useWaveform } from "../player/use-waveform.ts";
import frame from "./MessageAttachments.module.css";

/** Plays audio. */
export function AudioPlayer({ recording }: { readonly recording: MediaContent }) {
  const text = useText().media;
  const [playback, props] = usePlayback<HTMLAudioElement>();
  const waveform = useWaveform(recording);
  return (
    <div role="group" aria-label={text.audio(recording.name)} className={frame.card}>
      <PlayerControls playback={playback} durationMs={recording.durationMs ?? 0} waveform={waveform} />
      <div className={frame.caption}>
        <MiddleCut text={recording.name} />
      </div>
      <audio {...props} src={mediaUrl(recording.hash)} />
    </div>
  );
}
