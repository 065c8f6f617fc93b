import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { withinLimit } from "../../../electron/within-limit.ts";
import { defaultChatSettings } from "../../../shared/chat/default-chat-settings.ts";
import { textOf, type Message } from "../../../shared/chat/message.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import { demoModelId } from "../../../shared/models/model.ts";
import { allMessages, AppLedger } from "./app-ledger.ts";
import { engineAnswer } from "./faulty-engine.ts";
import type { Fault, FaultSites } from "./fault-sites.ts";
import { openApp, type OpenedApp } from "./opened-app.ts";
import { userSteps, type StepContext } from "./user-steps.ts";

export interface RunOptions {
  readonly sites: FaultSites;
  /** A data folder as an earlier run left it; it is copied. */
  readonly seed: string;
  readonly demoModelPath: string;
  readonly serverUrl: string;
  /** null: nothing fails, so that all sites are met. */
  readonly fault: Fault | null;
}

export interface RunOutcome {
  readonly breaches: readonly string[];
  /** Codes with which steps failed. */
  readonly codes: readonly string[];
  readonly hasStarted: boolean;
}

/** How long a step may hang before the next one, while the fault lasts. */
const stepMs = 1_500;
/** How long anything may take once the fault is lifted. */
const patienceMs = 30_000;

/** Uses the app with one fault, and checks that it recovers and has lost nothing. */
export async function faultedRun(options: RunOptions): Promise<RunOutcome> {
  const home = await mkdtemp(join(tmpdir(), "facet-errors-"));
  const breaches: string[] = [];
  const codes: string[] = [];
  const failed = (thrown: unknown) => {
    codes.push(thrown instanceof AppError ? thrown.code : "no AppError");
    // Without a code, a user is told nothing that helps.
    const isNamed = thrown instanceof AppError && thrown.code !== "internal";
    if (!isNamed) breaches.push(`A failure without a name: ${String(thrown)}`);
  };
  try {
    await cp(options.seed, home, { recursive: true });
    if (options.fault) options.sites.arm(options.fault);
    const opened = await start(options, home, failed);
    if (opened !== null) await useAndCheck(opened, options, { breaches, codes, failed, home });
    const again = await withinLimit(
      openApp(home, options.demoModelPath, options.sites),
      patienceMs,
      "A start",
    );
    if (opened === null) breaches.push(...(await new AppLedger().losses(again)));
    await withinLimit(again.app.dispose(), patienceMs, "A shutdown");
    return { breaches, codes, hasStarted: opened !== null };
  } catch (thrown) {
    return { breaches: [...breaches, String(thrown)], codes, hasStarted: false };
  } finally {
    options.sites.lift();
    await rm(home, { recursive: true, force: true });
  }
}

/** null: the app did not start, which a fault may prevent. */
async function start(
  { demoModelPath, sites }: RunOptions,
  home: string,
  failed: (thrown: unknown) => void,
): Promise<OpenedApp | null> {
  const starting = openApp(home, demoModelPath, sites);
  const timer = setTimeout(() => sites.lift(), stepMs);
  try {
    return await withinLimit(starting, patienceMs, "A start");
  } catch (thrown) {
    failed(thrown);
    return null;
  } finally {
    clearTimeout(timer);
    // What can't start must not be what starts again.
    await starting.catch(() => sites.lift());
  }
}

interface Findings {
  readonly breaches: string[];
  readonly codes: string[];
  readonly failed: (thrown: unknown) => void;
  readonly home: string;
}

async function useAndCheck(opened: OpenedApp, options: RunOptions, found: Findings): Promise<void> {
  const { breaches, failed, home } = found;
  const ledger = new AppLedger();
  const context: StepContext = { serverUrl: options.serverUrl, sent: [] };
  const pending: Promise<unknown>[] = [];
  for (const step of Object.values(userSteps)) {
    const done = step(opened, ledger, context).catch(failed);
    pending.push(done);
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, stepMs))]);
  }
  options.sites.lift();
  try {
    await withinLimit(Promise.all(pending), patienceMs, "What the user did");
    await withinLimit(Promise.all(context.sent.map((sent) => opened.ended(sent))), patienceMs, "A reply");
    await probe(opened, ledger, context);
    breaches.push(...(await ledger.losses(opened)));
    await written(opened);
  } catch (thrown) {
    breaches.push(String(thrown));
  }
  const before = await allMessages(opened);
  for (const { status } of before.values()) {
    if (status.type === "streaming") breaches.push("A reply is still being written");
  }
  await withinLimit(opened.app.dispose(), patienceMs, "A shutdown");
  const again = await withinLimit(
    openApp(home, options.demoModelPath, options.sites),
    patienceMs,
    "A restart",
  );
  breaches.push(...(await ledger.losses(again)).map((loss) => `After a restart, ${loss}`));
  breaches.push(...differences(before, await allMessages(again)));
  await withinLimit(again.app.dispose(), patienceMs, "A shutdown");
}

/**
 * The queue has not stopped: another message is answered. Where the fault hid the model, the next look at the
 * files finds it again.
 */
async function probe(opened: OpenedApp, ledger: AppLedger, context: StepContext): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    const { models } = await opened.request("app.snapshot", {});
    if (models.find(({ id }) => id === demoModelId)?.state.type === "ready") break;
    if (performance.now() > untilMs) throw new Error("The model is not found again");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const text = "Are you there?";
  const message = { conversationId: null, text, modelId: demoModelId, settings: defaultChatSettings };
  const sent = await opened.request("chat.send", message);
  ledger.sent.set(sent.userMessageId ?? "", text);
  context.sent.push(sent);
  await withinLimit(opened.ended(sent), patienceMs, "The reply after the fault");
  const reply = (await allMessages(opened)).get(sent.replyId);
  if (reply?.status.type !== "complete" || textOf(reply) !== engineAnswer) {
    throw new Error(`The reply after the fault is ${JSON.stringify(reply?.status)}`);
  }
}

/** Waits until what could not be written is written. */
async function written(opened: OpenedApp): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  while ((await opened.request("app.snapshot", {})).storage !== null) {
    if (performance.now() > untilMs) throw new Error("Replies are still not written");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function differences(
  before: ReadonlyMap<string, Message>,
  after: ReadonlyMap<string, Message>,
): readonly string[] {
  return [...before].flatMap(([id, message]) => {
    const found = after.get(id);
    const isSame = isDeepStrictEqual(
      { parts: message.parts, status: message.status },
      { parts: found?.parts, status: found?.status },
    );
    return isSame
      ? []
      : [`After a restart, a ${message.role} message differs: ${JSON.stringify(found?.status)}`];
  });
}
