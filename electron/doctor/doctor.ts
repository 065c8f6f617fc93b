import type { Check, DoctorReport } from "../../shared/doctor/doctor-report.ts";
import type { ModelId } from "../../shared/models/model.ts";
import { computerChecks, type ComputerServices } from "./computer-checks.ts";
import { modelChecks } from "./model-checks.ts";
import type { ModelServices } from "./model-services.ts";

/**
 * Finds out what this computer and this installation can do. Its reports contain no paths, no names of the user
 * and no contents of chats, so that they can be pasted into a bug report.
 */
export class Doctor {
  readonly #services: ComputerServices & ModelServices;

  constructor(services: ComputerServices & ModelServices) {
    this.#services = services;
  }

  /**
   * @param modelId null: only the computer and the installation
   * @param onCheck called after each check
   * @param signal ends the examination with the checks so far
   */
  async examine(
    modelId: ModelId | null,
    onCheck: (check: Check) => void,
    signal: AbortSignal,
  ): Promise<DoctorReport> {
    const checks: Check[] = [];
    const examinations = [
      computerChecks(this.#services),
      ...(modelId === null ? [] : [modelChecks(this.#services, modelId, signal)]),
    ];
    for (const examination of examinations) {
      for await (const check of examination) {
        if (signal.aborted) return { checks };
        checks.push(check);
        onCheck(check);
      }
    }
    return { checks };
  }
}
