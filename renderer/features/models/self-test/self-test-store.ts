import { create } from "zustand";
import type { Check } from "../../../../shared/doctor/doctor-report.ts";
import type { EventMessage } from "../../../../shared/ipc/contract.ts";
import type { ModelId } from "../../../../shared/models/model.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { getText } from "../../../i18n/i18n.ts";
import { request } from "../../../ipc/client.ts";
import { showFailure } from "../../../toasts.ts";

/** The self-test that was started last on this page. */
export interface SelfTestRun {
  readonly modelId: ModelId;
  readonly isRunning: boolean;
  readonly checks: readonly Check[];
}

export const useSelfTest = create<{ readonly run: SelfTestRun | null }>(() => ({ run: null }));

/** Nothing of a self-test outlives the page. */
export function receiveSnapshot(): void {
  useSelfTest.setState({ run: null });
}

export function receiveEvent(message: EventMessage): void {
  const { run } = useSelfTest.getState();
  if (message.event !== "doctor.checked" || run?.isRunning !== true) return;
  useSelfTest.setState({ run: { ...run, checks: [...run.checks, message.data] } });
}

/** Examines the computer and the model; ends the run that is going on. */
export async function startSelfTest(modelId: ModelId): Promise<void> {
  const started: SelfTestRun = { modelId, isRunning: true, checks: [] };
  useSelfTest.setState({ run: started });
  const result = await request("doctor.run", { modelId });
  const { run } = useSelfTest.getState();
  // Another one may have been started meanwhile, which ended this one.
  if (run?.modelId !== modelId) return;
  if (result.ok) {
    useSelfTest.setState({ run: { modelId, isRunning: false, checks: result.value.checks } });
    return;
  }
  useSelfTest.setState({ run: { ...run, isRunning: false } });
  const { title, detail } = describeFailure(result.error, getText());
  showFailure({ text: title, detail });
}

export function stopSelfTest(): void {
  void request("doctor.stop", {});
}
