import type { LlamaContext, LlamaModel } from "node-llama-cpp";
import type { KeptPlace, LoadRequest } from "../../../../../shared/inference/engine-protocol.ts";
import type { KvType } from "../../../../../shared/models/kv-type.ts";
import { KeptFolder } from "../../kept/kept-folder.ts";
import { checkedVersion } from "../llama-internals.ts";
import type { RoomLimits } from "./make-room.ts";
import { engineBuild, keyOf, modelFileIdentity, type ModelIdentity } from "./model-identity.ts";

/** Where and how the contexts of a loaded model are kept. */
export interface KeepingPlace {
  readonly folder: KeptFolder;
  readonly identity: ModelIdentity;
  /** Of the engine. */
  readonly build: string;
  readonly limits: () => RoomLimits;
  readonly isForgotten: (owner: string) => boolean;
}

/** What the engine was told about keeping contexts, as it is now. */
export interface KeepingRules {
  readonly place: () => KeptPlace;
  /** Whether a chat was deleted after its last request. */
  readonly isForgotten: (owner: string) => boolean;
}

/**
 * What a context may be restored in is decided here. Not among it are the number of threads, the batch size
 * and the layers on a GPU, which change the last bits as another split of the same prompt does, nor the size
 * of the context, unless the model's positions depend on it.
 * @param file the identity of the model's file before it was loaded
 */
export function keepingPlace(
  loaded: { readonly model: LlamaModel; readonly context: LlamaContext },
  request: LoadRequest,
  file: string,
  { place, isForgotten }: KeepingRules,
): KeepingPlace {
  const { model, context } = loaded;
  const build = engineBuild({ version: checkedVersion, gpu: model.llama.gpu });
  const { rope } = model.fileInfo.architectureMetadata;
  const settings = settingsKey({
    build,
    kvType: request.kvType ?? "f16",
    flashAttention: context.flashAttention,
    sizeTokens: rope?.scaling === undefined ? null : context.contextSize,
  });
  return {
    folder: new KeptFolder(place().folder),
    identity: { path: keyOf([request.modelPath]), file, settings },
    build,
    limits: () => ({ budgetBytes: place().budgetBytes, reserveBytes }),
    isForgotten,
  };
}

export interface CellSettings {
  /** Of the engine. */
  readonly build: string;
  readonly kvType: KvType;
  readonly flashAttention: LlamaContext["flashAttention"];
  /** Null: positions do not depend on it. */
  readonly sizeTokens: number | null;
}

/** Names what changes the cells of a context, apart from the model's file. */
export const settingsKey = ({ build, kvType, flashAttention, sizeTokens }: CellSettings) =>
  keyOf([build, kvType, flashAttention, sizeTokens]);

/** The identity of the model's file; null: it changed meanwhile, or cannot be read. */
export async function unchangedIdentity(path: string, before: string | null): Promise<string | null> {
  const now = await modelFileIdentity(path).catch(() => null);
  return now === before ? now : null;
}

/** Free disk space that is left to others. */
const reserveBytes = 2 * 1024 ** 3;
