import { audioSampleRate, longestClipSamples } from "../media/audio-tokens.ts";
import { chooseCut, framesPerToken } from "./choose-cut.ts";
import { createLevelMeter, frameSamples, framesPerSecond } from "./frame-levels.ts";
import { SampleQueue } from "./sample-queue.ts";
import { createVoiceDetector, type JudgedFrame } from "./voice-detector.ts";

export interface Clip {
  /** 16,000 a second, 30 seconds at most. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Its place in the recording. */
  readonly startSample: number;
  /** Nobody speaks in it and nothing is heard: a model asked what is said there would make something up. */
  readonly isSilent: boolean;
}

export interface ClipSplitter {
  /** The next samples, 16,000 a second; answers the clips that are complete by now. */
  add(samples: Float32Array): readonly Clip[];
  /** What is left. */
  finish(): readonly Clip[];
}

const mostFrames = longestClipSamples / frameSamples;
/** To see whether a pause that begins just before the end of a clip is one. */
const lookAheadFrames = 32;
/** Who pauses as long as this has ended a sentence: a clip ends too, and its text gets a time of its own. */
const longPauseFrames = 2 * framesPerSecond;
/** What stays of a long pause with the words before and after it. */
const marginFrames = framesPerSecond / 2;
/** This much below the loudest of the last minutes is nothing said. */
const silentBelowLoudestDb = 20;
const loudestFadesDb = 0.1 / framesPerSecond;
/** However much is given at once, no more than this is taken in before clips are taken out. */
const pieceSamples = audioSampleRate;

/**
 * Splits a recording of any length into clips that a model can take, at pauses. One after the other the clips are the
 * recording: nothing is lost, nothing is twice. All but the last are whole tokens long. Holds no more than about 34 seconds.
 */
export function createClipSplitter(): ClipSplitter {
  const meter = createLevelMeter();
  const detector = createVoiceDetector();
  const held = new SampleQueue();
  /** Of the clip that is being filled. */
  let frames: JudgedFrame[] = [];
  /** Where in it voice was heard last; 0: not yet. */
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

  /** At the end of a long pause, which is where `frames` end. */
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
        const piece = samples.subarray(at, at + pieceSamples);
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
