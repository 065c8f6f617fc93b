import { useText } from "../../../i18n/i18n.ts";
import { PlayerControls } from "../player/PlayerControls.tsx";
import { usePlayback } from "../player/use-playback.ts";
import { waveformOfLevels } from "../player/waveform.ts";
import styles from "./RecorderDialog.module.css";

export interface NotePlayerProps {
  readonly url: string;
  readonly durationMs: number;
  /** From 0 to 1, at equal distances. */
  readonly levels: readonly number[];
}

/** Plays a note before it is attached. */
export function NotePlayer({ url, durationMs, levels }: NotePlayerProps) {
  const text = useText().media.voice;
  const [playback, props] = usePlayback<HTMLAudioElement>();
  return (
    <div role="group" aria-label={text.play} className={styles.player}>
      <PlayerControls playback={playback} durationMs={durationMs} waveform={waveformOfLevels(levels)} />
      <audio {...props} src={url} />
    </div>
  );
}
