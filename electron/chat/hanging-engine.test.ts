import { afterEach, expect, it } from "vitest";
import { textOf } from "../../shared/chat/message.ts";
import { newHome, removeHome, startApp, type RunningApp } from "../../tests/fixtures/running-app.ts";

let running: RunningApp;
let home = "";
afterEach(async () => {
  await running.app.dispose();
  await removeHome(home);
});

it.skipIf(process.platform === "win32")(
  "a reply whose engine hangs fails with a reason, keeps its text, and can be retried",
  { timeout: 90_000 },
  async () => {
    home = await newHome("endless-slow");
    const hangLimits = { checkIntervalMs: 100, silentMs: 8_000, idleMs: 20_000, stuckMs: 600_000 };
    running = await startApp(home, "demo", { hangLimits });
    const sent = await running.send("Go", { modelId: "endless-slow.gguf" });
    await running.event(({ event, data }) => event === "chat.part" && data.type === "part-delta");
    running.suspendEngine();
    await running.ended(sent);
    const view = () =>
      running
        .request("conversations.get", { conversationId: sent.conversation.id })
        .then((got) => got.conversation.messages.filter(({ role }) => role === "assistant"));
    const [failed] = await view();
    expect(failed?.status).toMatchObject({ type: "failed", error: { code: "engine-hung" } });
    expect(failed && textOf(failed)).not.toBe("");
    const snapshot = await running.request("app.snapshot", {});
    expect(snapshot.engine).toMatchObject({ type: "failed", error: { code: "engine-hung" } });

    const again = await running.request("chat.regenerate", { messageId: sent.replyId });
    await running.event(({ event, data }) => event === "chat.part" && data.runId === again.runId);
    await running.request("chat.stop", { runId: again.runId });
    await running.ended(again);
    expect((await view()).map(({ status }) => status.type)).toEqual(["failed", "incomplete"]);
  },
);
