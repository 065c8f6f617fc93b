import { useRef, useState, type RefObject } from "react";

export interface Playback {
  readonly isPlaying: boolean;
  /** This browser can't play the file. */
  readonly hasFailed: boolean;
  readonly timeMs: number;
  readonly toggle: () => void;
  readonly seek: (toMs: number) => void;
}

/** What an `<audio>` or `<video>` element needs to be played by `PlayerControls`. */
export interface PlaybackProps<Element extends HTMLMediaElement> {
  readonly ref: RefObject<Element | null>;
  readonly preload: "none";
  readonly onPlay: () => void;
  readonly onPause: () => void;
  readonly onEnded: () => void;
  readonly onTimeUpdate: () => void;
  readonly onError: () => void;
}

/** The one that plays: two at once are understood by nobody. */
let playing: HTMLMediaElement | null = null;

export function usePlayback<Element extends HTMLMediaElement>(): readonly [Playback, PlaybackProps<Element>] {
  const ref = useRef<Element>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const [timeMs, setTimeMs] = useState(0);
  const playback = {
    isPlaying,
    hasFailed,
    timeMs,
    toggle() {
      if (isPlaying) ref.current?.pause();
      else ref.current?.play().catch(() => setHasFailed(true));
    },
    seek(toMs: number) {
      setTimeMs(toMs);
      if (ref.current) ref.current.currentTime = toMs / 1000;
    },
  };
  const props = {
    ref,
    preload: "none",
    onPlay() {
      if (playing !== ref.current) playing?.pause();
      playing = ref.current;
      setIsPlaying(true);
    },
    onPause: () => setIsPlaying(false),
    onEnded: () => setIsPlaying(false),
    onTimeUpdate: () => setTimeMs((ref.current?.currentTime ?? 0) * 1000),
    onError: () => setHasFailed(true),
  } as const;
  return [playback, props];
}
