import { bool, float32, float32s, string, uint32, type GgufValue } from "../gguf/gguf-value.ts";
import type { GgufFile } from "../gguf/gguf-writer.ts";
import { audioTensors, type AudioKind } from "./audio-projector.ts";
import { inputSize, smallProjector, type ProjectorSize, type TowerSize } from "./projector-size.ts";
import { visionTensors, type VisionKind } from "./vision-projector.ts";

export interface RandomProjector {
  readonly name: string;
  /** E2B and E4B have gemma4v and gemma4a, 26B-A4B and 31B only gemma4v, 12B gemma4uv and gemma4ua. */
  readonly sees?: VisionKind;
  readonly hears?: AudioKind;
  /** The embedding length of the text model that the projector belongs to. */
  readonly modelWidth: number;
  /** Default: small. */
  readonly size?: ProjectorSize;
  readonly seed?: number;
}

/** A projector of any of Gemma 4's kinds with random weights; the same seed gives the same weights. */
export function randomProjector({
  name,
  sees,
  hears,
  modelWidth,
  size = smallProjector,
  seed = 7,
}: RandomProjector): GgufFile {
  return {
    metadata: {
      "general.architecture": string("clip"),
      "general.type": string("mmproj"),
      "general.name": string(name),
      "general.file_type": uint32(1),
      "clip.has_vision_encoder": bool(sees !== undefined),
      "clip.has_audio_encoder": bool(hears !== undefined),
      ...(sees === undefined ? {} : visionMetadata(sees, size.vision, modelWidth)),
      ...(hears === undefined ? {} : audioMetadata(hears, size.audio, modelWidth)),
    },
    tensors: [
      ...(sees === undefined ? [] : visionTensors(sees, size.vision, modelWidth, seed)),
      ...(hears === undefined ? [] : audioTensors(hears, size.audio, modelWidth, seed)),
    ],
  };
}

function visionMetadata(
  kind: VisionKind,
  size: TowerSize,
  modelWidth: number,
): Readonly<Record<string, GgufValue>> {
  return {
    "clip.vision.projector_type": string(kind),
    // Not used, but required by llama.cpp.
    "clip.vision.image_size": uint32(224),
    "clip.vision.patch_size": uint32(inputSize.patchPx),
    "clip.vision.image_mean": float32s([0, 0, 0]),
    "clip.vision.image_std": float32s([1, 1, 1]),
    ...towerMetadata("clip.vision", modelWidth, kind === "gemma4v" ? size : withoutTower(size.width)),
  };
}

function audioMetadata(
  kind: AudioKind,
  size: TowerSize,
  modelWidth: number,
): Readonly<Record<string, GgufValue>> {
  const hasTower = kind === "gemma4a";
  return {
    "clip.audio.projector_type": string(kind),
    "clip.audio.num_mel_bins": uint32(hasTower ? inputSize.melBins : inputSize.samplesPerToken),
    ...towerMetadata("clip.audio", modelWidth, hasTower ? size : withoutTower(inputSize.samplesPerToken)),
  };
}

/** For the kinds of 12B: no layers and no heads. */
const withoutTower = (width: number): TowerSize => ({
  width,
  heads: 0,
  headSize: 0,
  feedForward: 0,
  layers: 0,
});

function towerMetadata(
  prefix: string,
  modelWidth: number,
  { width, heads, feedForward, layers }: TowerSize,
): Readonly<Record<string, GgufValue>> {
  return {
    [`${prefix}.projection_dim`]: uint32(modelWidth),
    [`${prefix}.embedding_length`]: uint32(width),
    [`${prefix}.feed_forward_length`]: uint32(feedForward),
    [`${prefix}.block_count`]: uint32(layers),
    [`${prefix}.attention.head_count`]: uint32(heads),
    [`${prefix}.attention.layer_norm_epsilon`]: float32(1e-6),
  };
}
