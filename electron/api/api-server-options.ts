import type { Sampling } from "../../shared/inference/generate-options.ts";
import type { ModelId } from "../../shared/models/model.ts";
import type { Log } from "../home/log.ts";
import type { InferenceService } from "../inference/inference-service.ts";
import type { StoredApiKey } from "./access/api-keys.ts";
import type { Activity } from "./activity/activity.ts";
import type { ApiMedia } from "./api-media.ts";
import type { FetchImage } from "./prompt/image-fetcher.ts";
import type { NamedModels } from "./models/find-model.ts";
import type { FileTasks } from "../tasks/file-tasks.ts";
import type { ToolRegistry } from "../tools/tool-registry.ts";

/** What the API for programs runs on, and how it behaves. It knows neither settings nor the app. */
export interface ApiServerOptions extends NamedModels {
  readonly inference: Pick<InferenceService, "generate" | "withModel">;
  /** The context of a model that is loaded, in tokens; null: it is not. Absent: nobody knows. */
  readonly contextSizeOf?: (modelId: ModelId) => number | null;
  /** `127.0.0.1` reaches this computer only; others need a key. */
  readonly host: string;
  /** 0 selects any free port. */
  readonly port: number;
  /** Read for every request, so that a removed key stops working at once. Empty: no key is needed. */
  readonly keys: () => readonly StoredApiKey[];
  /** Origins of web pages that may use the API, such as `https://example.com`; `*` allows all, with a key. */
  readonly allowedOrigins: () => readonly string[];
  readonly defaults?: ApiDefaults;
  /** null: images and audio are refused. */
  readonly media?: ApiMedia | null;
  /** For images that requests name by their URL, read for every request; null: only data URIs are accepted. */
  readonly imagesByUrl?: () => FetchImage | null;
  /** Serves `/v1/audio/transcriptions`; null: it is refused. */
  readonly transcribe?: FileTasks["transcribe"] | null;
  /** For requests that ask for Facet's own tools, read for every request; null: they are refused. */
  readonly ownTools?: () => ToolRegistry | null;
  /** Records what is going on, without contents. */
  readonly activity?: Activity;
  readonly limits?: Partial<ApiLimits>;
  readonly version: string;
  readonly log: Log;
}

/** For requests that do not say. */
export interface ApiDefaults {
  /** Absent: off. */
  readonly thinking?: boolean;
  /** Absent: as recommended for Gemma 4. */
  readonly sampling?: Partial<Sampling>;
}

export interface ApiLimits {
  readonly bodyBytes: number;
  /** Of all requests that are being read or answered. */
  readonly allBodiesBytes: number;
  /** Requests that wait for the engine; further ones are told to come back. */
  readonly requestsAtOnce: number;
  /** A request that waits longer for its model to load is told to come back; the load goes on. */
  readonly loadWaitMs: number;
  /** After so long without events, streams that have an event for it say that they go on. */
  readonly silenceMs: number;
}

export const usualApiLimits: ApiLimits = {
  bodyBytes: 128 * 1024 ** 2,
  allBodiesBytes: 512 * 1024 ** 2,
  requestsAtOnce: 64,
  loadWaitMs: 60_000,
  silenceMs: 10_000,
};

export interface ApiServer {
  /** Without `/v1`. */
  readonly url: string;
  readonly port: number;
  /** Ends running requests. */
  close(): Promise<void>;
}
