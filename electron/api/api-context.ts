import type { IncomingMessage, ServerResponse } from "node:http";
import type { Activity } from "./activity/activity.ts";
import type { ApiMetrics } from "./activity/api-metrics.ts";
import type { ApiLimits, ApiServerOptions } from "./api-server-options.ts";
import type { BodyBudget } from "./http/body-budget.ts";
import type { FindModel } from "./models/find-model.ts";
import type { RequestMedia } from "./prompt/request-media.ts";
import type { StoredResponses } from "./responses/stored-responses.ts";

/** What the routes of one server share. */
export interface ApiContext {
  readonly options: ApiServerOptions;
  readonly limits: ApiLimits;
  readonly findModel: FindModel;
  readonly bodies: BodyBudget;
  readonly activity: Activity;
  readonly metrics: ApiMetrics;
  readonly responses: StoredResponses;
  /** Ends the reasoning of running requests that allow it, by the id of their answer. */
  readonly reasoningControls: Map<string, () => void>;
}

/** One request to one route. */
export interface ApiCall {
  readonly id: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when the client has gone, or the server closes. */
  readonly signal: AbortSignal;
  readonly media: RequestMedia;
  readonly context: ApiContext;
}
