import { visibleName } from "../visible-name.ts";
import { fileTypeName } from "./file-types.ts";
import type { GgufHeader, GgufMetadataValue } from "./gguf-header.ts";
import { modelSkills, type ModelSkills } from "./model-skills.ts";

/** The facts the app uses from a header; small enough to keep for every file. */
export interface HeaderFacts {
  /** Only `model` is a model by itself; the other roles belong to one. */
  readonly role: "model" | "projector" | "drafter" | "adapter" | "other";
  readonly name: string | null;
  readonly architecture: string;
  readonly quantization: string | null;
  readonly contextLength: number | null;
  /** Embedding length: of the model itself, or of the model a projector or drafter is for. */
  readonly embeddingLength: number | null;
  /** For a projector: how it encodes images, such as `gemma4uv`; null: its header does not say. */
  readonly projectorType: string | null;
  readonly sees: boolean;
  readonly hears: boolean;
  readonly skills: ModelSkills;
  /** Minimum length of the complete file. */
  readonly fileBytes: number;
  readonly tensorCount: number;
}

/** A header's strings may have megabytes; these facts are kept for every file and sent with every change. */
const longestArchitecture = 64;
const longestName = 400;

export function headerFacts({ metadata, tensors, fileBytes }: GgufHeader): HeaderFacts {
  const architecture = text(metadata.get("general.architecture")) ?? "unknown";
  const fileType = metadata.get("general.file_type");
  const contextLength = metadata.get(`${architecture}.context_length`);
  const role = roleOf(architecture, text(metadata.get("general.type")));
  const embeddingLength = embeddingLengthKeys(role, architecture)
    .map((key) => metadata.get(key))
    .find((value) => value !== undefined);
  return {
    role,
    name:
      (text(metadata.get("general.name")) ?? text(metadata.get("general.basename")))?.slice(0, longestName) ??
      null,
    architecture: visibleName(architecture, longestArchitecture),
    quantization: typeof fileType === "number" ? fileTypeName(fileType) : null,
    contextLength: typeof contextLength === "number" && contextLength > 0 ? contextLength : null,
    embeddingLength: typeof embeddingLength === "number" ? embeddingLength : null,
    projectorType: projectorTypeOf(metadata),
    sees: metadata.get("clip.has_vision_encoder") === true,
    hears: metadata.get("clip.has_audio_encoder") === true,
    skills: modelSkills(architecture, text(metadata.get("tokenizer.chat_template"))),
    fileBytes,
    tensorCount: tensors.length,
  };
}

function projectorTypeOf(metadata: GgufHeader["metadata"]): string | null {
  const type = metadata.get("clip.vision.projector_type") ?? metadata.get("clip.projector_type");
  return text(type)?.slice(0, longestArchitecture) ?? null;
}

function embeddingLengthKeys(role: HeaderFacts["role"], architecture: string): readonly string[] {
  switch (role) {
    case "projector":
      return ["clip.vision.projection_dim", "clip.audio.projection_dim"];
    case "drafter":
      return [`${architecture}.embedding_length_out`];
    case "model":
    case "adapter":
    case "other":
      return [`${architecture}.embedding_length`];
  }
}

/** The architecture of the drafters of a model's architecture: `gemma4-assistant`. */
export const drafterArchitecture = (architecture: string): string => `${architecture}${drafterEnding}`;

const drafterEnding = "-assistant";

function roleOf(architecture: string, type: string | null): HeaderFacts["role"] {
  if (type === "mmproj" || architecture === "clip") {
    return "projector";
  }
  if (architecture.endsWith(drafterEnding)) {
    return "drafter";
  }
  if (type === null || type === "model") {
    return "model";
  }
  return type === "adapter" ? "adapter" : "other";
}

const text = (value: GgufMetadataValue | undefined) =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : null;
