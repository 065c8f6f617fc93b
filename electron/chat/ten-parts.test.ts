import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import { textOf, type Message } from "../../shared/chat/message.ts";
import { applyPartChange, type PartChange } from "../../shared/chat/part-event.ts";
import type { SentMessage } from "../../shared/ipc/chat-routes.ts";
import { tenPartIds as ids, tenParts as changes } from "../../tests/fixtures/ten-parts.ts";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import { exportReader } from "../export/read-export.ts";
import { searchableTextOf } from "./search/searchable-text.ts";

/** A word of each part, in their order. */
const words = ["amber", "birch", "cedar", "dahlia", "elder", "fern", "ginger", "hazel", "iris", "juniper"];
const searchable = ["birch", "dahlia", "fern", "hazel", "iris", "juniper"];

let ground: ChatFixture;
let sent: SentMessage;
beforeEach(async () => {
  ground = await openChatFixture();
  sent = ground.send("Which plant is it?");
  await ground.settle();
});
afterEach(() => ground.dispose());

function apply(some: readonly PartChange[]): void {
  const reply = ground.live.withRunId(sent.runId);
  if (!reply) throw new Error("The reply has ended");
  for (const change of some) ground.writer.apply(reply, change);
}

async function end(): Promise<void> {
  ground.engine.current.end();
  await ground.settle();
}

/** What a page that is loaded now is given. */
const loadPage = () => structuredClone(ground.conversations.get(sent.conversation.id));

function replyIn({ conversation }: ReturnType<typeof loadPage>): Message {
  const reply = conversation.messages.find(({ id }) => id === sent.replyId);
  if (!reply) throw new Error("The chat has no reply");
  return reply;
}

describe("a reply of ten parts", () => {
  it("is streamed as numbered changes, and stored in order", async () => {
    apply(changes);
    await end();
    const events = ground.eventsNamed("chat.part");
    expect(events.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
    const streamed = events.reduce<readonly MessagePart[]>(applyPartChange, []);
    expect(streamed.map(({ id }) => id)).toEqual(ids);
    expect(replyIn(loadPage()).parts).toEqual(streamed);
    expect(replyIn(loadPage()).status).toEqual({ type: "complete" });
    ground = await ground.restart();
    expect(replyIn(loadPage()).parts).toEqual(streamed);
  });

  it("is completed by the following events on a page that is loaded at any moment", async () => {
    const views = changes.map((change) => {
      apply([change]);
      return loadPage();
    });
    await end();
    const whole = replyIn(loadPage()).parts;
    const events = ground.eventsNamed("chat.part");
    for (const [index, view] of views.entries()) {
      const [run] = view.runs;
      expect(run?.seq).toBe(index + 1);
      const following = events.filter(({ seq }) => seq > index + 1);
      expect(following.reduce(applyPartChange, replyIn(view).parts)).toEqual(whole);
    }
  });

  it("keeps what it has when it is stopped, with the open part as incomplete", async () => {
    const untilOpen =
      changes.findIndex((change) => change.type === "part-delta" && change.partId === "t2") + 1;
    apply(changes.slice(0, untilOpen));
    ground.chat.stop(sent.runId);
    ground.engine.current.end("stopped");
    await ground.settle();
    const stopped = replyIn(loadPage());
    expect(stopped.status).toEqual({ type: "incomplete", reason: "stopped" });
    expect(stopped.parts.map(({ id }) => id)).toEqual(ids.slice(0, 6));
    expect(stopped.parts.at(-1)).toMatchObject({ text: "One more ", status: "incomplete" });
    expect(stopped.parts.slice(0, -1).every(({ status }) => status === "complete")).toBe(true);
    ground = await ground.restart();
    expect(replyIn(loadPage())).toEqual(stopped);
  });

  it("is exported in order", async () => {
    apply(changes);
    await end();
    const answer = exportReader(ground.conversations, ground.media)(
      sent.conversation.id,
      new URLSearchParams(),
    );
    // Nothing is compressed in the archive.
    const archive = Buffer.concat((await answer?.bytes.toArray()) as Buffer[]).toString("utf8");
    const places = words.map((word) => archive.indexOf(word));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it("is found by its texts, results and sources, and its text for search is in order", async () => {
    apply(changes);
    await end();
    for (const word of words) {
      const found = ground.search.find(word).map(({ messageId }) => messageId);
      expect([word, found]).toEqual([word, searchable.includes(word) ? [sent.replyId] : []]);
    }
    expect(ground.search.find("juniper birch hazel")).toMatchObject([{ messageId: sent.replyId }]);
    const text = searchableTextOf(replyIn(loadPage()));
    expect(text).toBe(
      "I look for birch.\n\nA dahlia grows there.\n\nOne more fern.\n\nNo hazel anywhere.\n\nOn iris\n\nSo it is juniper.",
    );
  });

  it("is copied, and given to the model in the next turn, as its texts in order", async () => {
    apply(changes);
    await end();
    const text = "I look for birch.\n\nOne more fern.\n\nSo it is juniper.";
    expect(textOf(replyIn(loadPage()))).toBe(text);
    ground.send("And now?", { conversationId: sent.conversation.id });
    await ground.settle();
    const [question, answer, next] = ground.engine.current.request.turns;
    expect([question?.text, next?.text]).toEqual(["Which plant is it?", "And now?"]);
    const texts = answer?.steps?.flatMap((step) => (step.type === "text" ? [step.text] : []));
    expect(texts?.join("\n\n")).toBe(text);
  });
});
