import { audioSampleRate, longestClipSamples } from "../media/audio-tokens.ts";
import { chooseCut, framesPerToken } from "./choose-cut.ts";
import { finiteSamples } from "./finite-samples.ts";
import { createLevelMeter, frameSamples, framesPerSecond } from "./frame-levels.ts";
import { SampleQueue } from "./sample-queue.ts";
import { createVoiceDetector, type JudgedFrame } from "./voice-detector.ts";

export interface Clip {
  /** 16,000 samples per second, at most 30 seconds. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Offset in the recording. */
  readonly startSample: number;
  /** The clip has no voice or other loud sound; a model asked to transcribe it would hallucinate. */
  readonly isSilent: boolean;
}

export interface ClipSplitter {
  /** Adds samples, 16,000 per second, and returns the clips that are complete. What is no number becomes 0. */
  add(samples: Float32Array): readonly Clip[];
  /** Returns the remaining clips. */
  finish(): readonly Clip[];
}

const mostFrames = longestClipSamples / frameSamples;
/** To detect a pause that begins just before the end of a clip. */
const lookAheadFrames = 32;
/** A pause this long ends a sentence, so the clip ends there too and its text gets its own timestamp. */
const longPauseFrames = 2 * framesPerSecond;
/** How much of a long pause is kept with the words on each side. */
const marginFrames = framesPerSecond / 2;
/** Frames this much below the recent maximum are not speech. */
const silentBelowLoudestDb = 20;
const loudestFadesDb = 0.1 / framesPerSecond;
/** Input is processed in pieces of this size, so that the buffer stays bounded for any input size. */
const pieceSamples = audioSampleRate;

/**
 * Splits a recording of any length at pauses into clips that fit the model. The clips are consecutive and
 * cover the recording exactly. All but the last are whole tokens long. Buffers at most about 34 seconds.
 */
export function createClipSplitter(): ClipSplitter {
  const meter = createLevelMeter();
  const detector = createVoiceDetector();
  const held = new SampleQueue();
  /** Frames of the current clip. */
  let frames: JudgedFrame[] = [];
  /** End of the last voiced frame in the current clip; 0: none yet. */
  let voiceEnd = 0;
  let startSample = 0;
  let loudest = -60;

  const isSilent = (count: number) =>
    frames.slice(0, count).every(({ isVoice, level }) => !isVoice && level < loudest - silentBelowLoudestDb);

  const take = (frameCount: number, sampleCount = frameCount * frameSamples): Clip => {
    const clip = { samples: held.take(sampleCount), startSample, isSilent: isSilent(frameCount) };
    startSample += sampleCount;
    frames = frames.slice(frameCount);
    voiceEnd = Math.max(0, voiceEnd - frameCount);
    return clip;
  };

  /** Called at the end of a long pause, which is also the end of `frames`. */
  const cutLongPause = (): Clip[] => {
    const clips: Clip[] = [];
    if (voiceEnd > 0) clips.push(take(tokensUp(voiceEnd + marginFrames)));
    const quiet = tokensDown(frames.length - marginFrames);
    if (quiet > 0) clips.push(take(quiet));
    return clips;
  };

  const judge = (frame: JudgedFrame): Clip[] => {
    const clips: Clip[] = [];
    if (frame.isVoice) {
      const pause = frames.length - voiceEnd;
      if (pause >= longPauseFrames) clips.push(...cutLongPause());
      loudest = Math.max(loudest, frame.level);
    }
    loudest -= loudestFadesDb;
    frames.push(frame);
    if (frame.isVoice) voiceEnd = frames.length;
    if (frames.length >= mostFrames + lookAheadFrames) clips.push(...cutFull());
    return clips;
  };

  const cutFull = (): Clip[] => {
    const isPausing = frames.length - voiceEnd >= longPauseFrames;
    if (isPausing && voiceEnd > 0) return [take(Math.min(mostFrames, tokensUp(voiceEnd + marginFrames)))];
    return [take(isPausing ? mostFrames : chooseCut(frames, mostFrames))];
  };

  return {
    add(samples) {
      const clips: Clip[] = [];
      for (let at = 0; at < samples.length; at += pieceSamples) {
        const piece = finiteSamples(samples.subarray(at, at + pieceSamples));
        held.add(piece);
        clips.push(...detector.add(meter.add(piece)).flatMap(judge));
      }
      return clips;
    },
    finish() {
      const clips = detector.finish().flatMap(judge);
      if (voiceEnd > 0 && frames.length - voiceEnd >= longPauseFrames)
        clips.push(take(tokensUp(voiceEnd + marginFrames)));
      while (held.length > longestClipSamples) clips.push(take(chooseCut(frames, mostFrames)));
      if (held.length > 0) clips.push(take(frames.length, held.length));
      return clips;
    },
  };
}

function tokensUp(frameCount: number): number {
  return Math.ceil(frameCount / framesPerToken) * framesPerToken;
}

function tokensDown(frameCount: number): number {
  return Math.floor(frameCount / framesPerToken) * framesPerToken;
}
