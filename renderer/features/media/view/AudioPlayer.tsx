import { useRef, useState } from "react";
import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { formatTime } from "../format-time.ts";
import styles from "./AudioPlayer.module.css";
import frame from "./MessageAttachments.module.css";
import { barCount, useWaveform } from "./use-waveform.ts";

/** Plays audio. The waveform shows the position and is used to seek. */
export function AudioPlayer({ recording }: { readonly recording: MediaContent }) {
  const text = useText().media;
  const audio = useRef<HTMLAudioElement>(null);
  const path = useWaveform(recording);
  const [isPlaying, setIsPlaying] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const [timeMs, setTimeMs] = useState(0);
  const durationMs = recording.durationMs ?? 0;
  const part = durationMs === 0 ? 0 : Math.min(1, timeMs / durationMs);
  const seek = (toMs: number) => {
    setTimeMs(toMs);
    if (audio.current) audio.current.currentTime = toMs / 1000;
  };
  const toggle = () => {
    if (isPlaying) audio.current?.pause();
    else audio.current?.play().catch(() => setHasFailed(true));
  };
  return (
    <div role="group" aria-label={text.audio(recording.name)} className={frame.card}>
      <div className={frame.cardTop}>
        <IconButton
          icon={isPlaying ? "pause" : "play"}
          label={isPlaying ? text.pause : text.play}
          onClick={toggle}
        />
        <div className={styles.wave}>
          <svg
            className={styles.bars}
            viewBox={`0 0 ${barCount} 2`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <path d={path} className={styles.all} />
            <path
              d={path}
              className={styles.played}
              style={{ clipPath: `inset(0 ${(1 - part) * 100}% 0 0)` }}
            />
          </svg>
          <input
            type="range"
            className={styles.slider}
            aria-label={text.seek}
            aria-valuetext={formatTime(timeMs)}
            min={0}
            max={Math.max(1, durationMs)}
            step={1000}
            value={Math.min(timeMs, durationMs)}
            onChange={(event) => seek(event.target.valueAsNumber)}
          />
        </div>
        <span className={frame.muted}>
          {timeMs > 0 ? `${formatTime(timeMs)} / ` : ""}
          {formatTime(durationMs)}
        </span>
      </div>
      <div className={styles.name}>
        <MiddleCut text={recording.name} />
      </div>
      {hasFailed && <p className={frame.muted}>{text.playFailed}</p>}
      <audio
        ref={audio}
        src={mediaUrl(recording.hash)}
        preload="none"
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onEnded={() => setIsPlaying(false)}
        onTimeUpdate={(event) => setTimeMs(event.currentTarget.currentTime * 1000)}
        onError={() => setHasFailed(true)}
      />
    </div>
  );
}
