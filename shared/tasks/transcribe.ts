import { spokenLanguages, type SpokenLanguage } from "./spoken-languages.ts";
import type { Task } from "./task.ts";

export const transcribeTask: Task = {
  name: "transcribe",
  title: { en: "Transcribe", "zh-CN": "转写" },
  appliesTo: ({ recordings, videos, images }) => recordings + videos > 0 && images === 0,
  prompt: {
    en: ({ spoken }) => `Transcribe the following speech segment ${inEnglish(spoken)}

Follow these specific instructions for formatting the answer:
* Only output the transcription, with no newlines.
* When transcribing numbers, write the digits, i.e. write 1.7 and not one point seven, and write 3 instead of three.`,
    "zh-CN": ({ spoken }) => `将以下${inChinese(spoken)}

按以下具体说明格式化答案：
* 仅输出转写内容，不要换行。
* 转写数字时请使用数字形式，例如写 1.7 而不是 one point seven，写 3 而不是 three。`,
  },
  choices: ["spoken"],
  settings: { thinking: false, temperature: 0, maxTokens: 1024, each: "clip" },
  needsDetail: false,
  view: "transcript",
};

function inEnglish(spoken: SpokenLanguage | null): string {
  if (spoken === null) return "in its original language.";
  const { en } = spokenLanguages[spoken];
  return `in ${en} into ${en} text.`;
}

function inChinese(spoken: SpokenLanguage | null): string {
  if (spoken === null) return "语音片段按其原本的语言转写为文本。";
  const name = spokenLanguages[spoken]["zh-CN"];
  return ` ${name} 语音片段转写为 ${name} 文本。`;
}
