import { z } from "zod";
import type { Check, DoctorReport } from "../doctor/doctor-report.ts";
import { modelId } from "./inputs.ts";
import { nothing, route } from "./route.ts";

export const doctorRoutes = {
  /**
   * Checks this computer and this installation, and with a model runs a self-test of about a minute on it. Each
   * check is published as `doctor.checked` when it is done. A run that is going on is ended first.
   */
  "doctor.run": route<DoctorReport>()(z.object({ modelId: modelId.nullable() })),
  /** Ends the run that is going on: it answers with the checks so far. */
  "doctor.stop": route<null>()(nothing),
} as const;

export interface DoctorEvents {
  readonly "doctor.checked": Check;
}
