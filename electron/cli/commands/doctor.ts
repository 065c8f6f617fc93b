import { hasFailed } from "../../../shared/doctor/doctor-report.ts";
import { checkText } from "../../../shared/doctor/check-text.ts";
import type { CommandContext } from "../command-context.ts";
import { findModel } from "../models/find-model.ts";
import { CommandFailure, exitCodes, usageFailure } from "../terminal/command-failure.ts";
import { printable } from "../terminal/printable.ts";
import type { JsonFlags } from "./list.ts";

/** `facet doctor`: a report on the computer, the installation and a model. */
export async function doctor(
  context: CommandContext,
  modelName: string | undefined,
  { json = false }: JsonFlags,
): Promise<void> {
  const { terminal, signal } = context;
  const client = await context.facet();
  const model = modelName === undefined ? null : await findModel(context, client, modelName);
  if (model?.type === "remote")
    throw usageFailure(`${model.name} is on a server; the self-test is for local models.`);
  terminal.progress("Checking");
  const report = await client.call(
    "doctor",
    { modelId: model?.id ?? null },
    {
      signal,
      onEvent(check) {
        if (!json) terminal.print(printable(checkText(check)));
        terminal.progress("Checking");
      },
    },
  );
  terminal.progress(null);
  if (json) terminal.print(JSON.stringify(report, null, 2));
  if (signal.aborted) throw new CommandFailure("Stopped.", exitCodes.interrupted);
  if (hasFailed(report)) throw new CommandFailure("A check has failed.");
}
