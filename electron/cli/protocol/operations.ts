import { z } from "zod";
import type { Check, DoctorReport } from "../../../shared/doctor/doctor-report.ts";
import type { EventMessage } from "../../../shared/ipc/contract.ts";
import { modelId } from "../../../shared/ipc/inputs.ts";
import { nothing } from "../../../shared/ipc/route.ts";
import type { ModelId } from "../../../shared/models/model.ts";
import { fileTaskOperations } from "./file-task-operations.ts";
import { serveOperation } from "./serve-operation.ts";
import { generateOperation } from "./generate-operation.ts";
import { operation, type Call, type Operation } from "./operation.ts";

/** Everything that a command can ask of a running Facet, or of the services in its own process (ADR 31). */
export const operations = {
  /** A request of the page's contract; the output is that of the route. */
  request: operation<never, unknown>()(z.object({ route: z.string(), input: z.unknown() })),
  /** The events that pages get, until the call is cancelled. */
  events: operation<EventMessage, null>()(nothing),
  /** Adds a model file, or all models of a folder, to the list; used in place. Returns the ids it then has. */
  "models.addPath": operation<never, readonly ModelId[]>()(z.object({ path: z.string().max(4096) })),
  generate: generateOperation,
  ...fileTaskOperations,
  serve: serveOperation,
  /** Reports each check. Cancelled, it returns the checks so far. */
  doctor: operation<Check, DoctorReport>()(z.object({ modelId: modelId.nullable() })),
} as const;

export type OperationName = keyof typeof operations;
export type OperationInput<Name extends OperationName> = z.input<(typeof operations)[Name]["input"]>;
export type OperationEvent<Name extends OperationName> =
  (typeof operations)[Name] extends Operation<z.ZodType, infer Event, unknown> ? Event : never;
export type OperationOutput<Name extends OperationName> =
  (typeof operations)[Name] extends Operation<z.ZodType, unknown, infer Output> ? Output : never;

export type OperationHandlers = {
  readonly [Name in OperationName]: (
    input: z.output<(typeof operations)[Name]["input"]>,
    call: Call<OperationEvent<Name>>,
  ) => Promise<OperationOutput<Name>>;
};
