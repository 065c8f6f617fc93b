import { visibleName } from "../visible-name.ts";
import type { Failure } from "../ipc/result.ts";
import { displayName } from "./display-name.ts";
import { isCompanionName, quantizationFromName, splitName, splitPartName } from "./gguf-name.ts";
import { companionOf, type CompanionFile } from "./companion-of.ts";
import { drafterArchitecture, type HeaderFacts } from "./header-facts.ts";
import type { Model, ModelCompanion, ModelFileState, ModelOrigin, ModelProjector } from "./model.ts";

/** A `.gguf` file and what could be read of it. */
export interface ModelFile {
  /** See `Model.id`. */
  readonly id: string;
  readonly origin: ModelOrigin;
  readonly sizeBytes: number;
  readonly content: ModelFileContent;
}

export type ModelFileContent =
  | { readonly type: "header"; readonly facts: HeaderFacts }
  /** The file ends inside its header, or another program has locked it. */
  | { readonly type: "unfinished" }
  | { readonly type: "unreadable"; readonly error: Failure };

/**
 * The models in these files, sorted by name. Parts of a split model are merged; projectors, drafters and
 * adapters are not models.
 */
export function modelsFromFiles(files: readonly ModelFile[]): readonly Model[] {
  const byModel = Map.groupBy(
    files.filter((file) => !isCompanion(file)),
    ({ id }) => firstPartId(id),
  );
  const companions = files.flatMap(companionIn);
  return [...byModel].map(([id, parts]) => describe(id, parts, companions)).sort(byName);
}

interface FoundCompanion extends CompanionFile {
  readonly sizeBytes: number;
  readonly facts: HeaderFacts;
}

/** Complete files only; others cannot be opened. */
function companionIn({ id, sizeBytes, content }: ModelFile): readonly FoundCompanion[] {
  if (content.type !== "header" || sizeBytes < content.facts.fileBytes) return [];
  const { facts } = content;
  const isOne = facts.role === "projector" || facts.role === "drafter";
  const { embeddingLength } = facts;
  return isOne ? [{ id, fileName: fileNameOf(id), sizeBytes, embeddingLength, facts }] : [];
}

function isCompanion({ id, content }: ModelFile): boolean {
  return isCompanionName(fileNameOf(id)) || (content.type === "header" && content.facts.role !== "model");
}

/** The id of the model that a file belongs to: that of the first part of a split model, else its own. */
export function firstPartId(id: string): string {
  const fileName = fileNameOf(id);
  const split = splitName(fileName);
  if (split === null) {
    return id;
  }
  const ending = fileName.slice(-".gguf".length);
  const folder = id.slice(0, id.length - fileName.length);
  return folder + splitPartName(split, 1).slice(0, -ending.length) + ending;
}

function describe(id: string, parts: readonly ModelFile[], companions: readonly FoundCompanion[]): Model {
  const fileName = fileNameOf(id);
  const first = parts.find((part) => part.id === id);
  const facts = first?.content.type === "header" ? first.content.facts : null;
  const architecture = facts?.architecture ?? "unknown";
  const find = (isOne: (facts: HeaderFacts) => boolean) =>
    companionOf(
      { id, embeddingLength: facts?.embeddingLength ?? null },
      companions.filter((companion) => isOne(companion.facts)),
    );
  const drafts = drafterArchitecture(architecture);
  return {
    id,
    name: displayName(facts?.name ?? null, fileName),
    fileName: visibleName(fileName),
    sizeBytes: parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    quantization: quantizationFromName(fileName) ?? facts?.quantization ?? null,
    architecture,
    contextLength: facts?.contextLength ?? null,
    isDemo: false,
    origin: parts[0]?.origin ?? "own",
    projector: shownProjector(find(({ role }) => role === "projector")),
    drafter: fileOf(find((other) => other.role === "drafter" && other.architecture === drafts)),
    skills: facts?.skills ?? { thinks: false, callsTools: false },
    state: stateOf(fileName, parts),
  };
}

function shownProjector(found: FoundCompanion | null): ModelProjector | null {
  const file = fileOf(found);
  if (file === null || found === null) return null;
  const { projectorType, sees, hears } = found.facts;
  return { ...file, type: projectorType, sees, hears };
}

function fileOf(found: FoundCompanion | null): ModelCompanion | null {
  return found && { id: found.id, fileName: found.fileName, sizeBytes: found.sizeBytes };
}

function stateOf(fileName: string, parts: readonly ModelFile[]): ModelFileState {
  for (const { content } of parts) {
    if (content.type === "unreadable") {
      return { type: "unreadable", error: content.error };
    }
  }
  const isWhole = parts.every(
    ({ content, sizeBytes }) => content.type === "header" && sizeBytes >= content.facts.fileBytes,
  );
  if (!isWhole || parts.length < (splitName(fileName)?.parts ?? 1)) {
    return { type: "incomplete" };
  }
  const hasWeights = parts.some(({ content }) => content.type === "header" && content.facts.tensorCount > 0);
  return hasWeights
    ? { type: "ready" }
    : {
        type: "unreadable",
        error: {
          code: "model-unreadable",
          message: "The file has no weights; it may be only a vocabulary",
          data: { reason: "no-weights", fileName },
        },
      };
}

function byName(a: Model, b: Model): number {
  return collator.compare(a.name, b.name) || collator.compare(a.id, b.id);
}

/** Sorts numbers by value: Gemma 4 4B before Gemma 4 12B. */
const collator = new Intl.Collator("en", { numeric: true });

const fileNameOf = (id: string) => id.slice(id.lastIndexOf("/") + 1);
