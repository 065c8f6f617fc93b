import { describe, expect, it } from "vitest";
import { replyTaskSchema } from "../chat/reply-task.ts";
import { taskNamed, tasks, tasksFor } from "./tasks.ts";

const none = { images: 0, recordings: 0, videos: 0 };
const named = (attached: Partial<typeof none>) => tasksFor({ ...none, ...attached }).map(({ name }) => name);

describe("tasks", () => {
  it("have unique names and settings that match the schema", () => {
    expect(new Set(tasks.map(({ name }) => name)).size).toBe(tasks.length);
    for (const { name, settings } of tasks) {
      expect(replyTaskSchema.parse({ name, ...settings })).toEqual({ name, ...settings });
      expect(taskNamed(name)?.name).toBe(name);
    }
    expect(taskNamed("of another version")).toBeUndefined();
  });

  it("are offered for the attachments they apply to", () => {
    expect(named({})).toEqual([]);
    expect(named({ images: 1 })).toEqual(["read-receipt", "describe", "read-text"]);
    expect(named({ images: 2 })).toEqual(["read-receipt", "compare", "describe", "read-text"]);
    expect(named({ recordings: 1 })).toEqual(["transcribe", "translate-speech"]);
    expect(named({ videos: 1 })).toEqual(["transcribe", "translate-speech", "describe"]);
    expect(named({ images: 1, recordings: 1 })).toEqual(["describe"]);
  });

  it("use the prompts of the Gemma guide", () => {
    const ask = (name: string, language: "en" | "zh-CN", spoken: "fr" | null = "fr") =>
      taskNamed(name)?.prompt[language]({ spoken, target: "en" });
    expect(ask("read-receipt", "en")).toMatch(
      /^Extract all text from this receipt\. Return the line items, total, merchant and date as JSON\./,
    );
    expect(ask("transcribe", "en")).toBe(
      `Transcribe the following speech segment in French into French text.

Follow these specific instructions for formatting the answer:
* Only output the transcription, with no newlines.
* When transcribing numbers, write the digits, i.e. write 1.7 and not one point seven, and write 3 instead of three.`,
    );
    expect(ask("transcribe", "en", null)).toContain("segment in its original language.");
    expect(ask("transcribe", "zh-CN")).toContain("将以下 法语 语音片段转写为 法语 文本。");
    expect(ask("translate-speech", "en")).toBe(
      "Transcribe the following speech segment in French, then translate it into English. When formatting the answer, " +
        "first output the transcription in French, then one newline, then output the string 'English: ', then the " +
        "translation in English.",
    );
    expect(ask("translate-speech", "zh-CN")).toContain("再输出字符串 '英语: '");
  });
});
