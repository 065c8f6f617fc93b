import { spokenLanguages } from "./spoken-languages.ts";
import type { Task, TaskChoice } from "./task.ts";

export const translateSpeechTask: Task = {
  name: "translate-speech",
  title: { en: "Translate speech", "zh-CN": "翻译语音" },
  appliesTo: ({ recordings, videos, images }) => recordings + videos > 0 && images === 0,
  prompt: {
    en: (choice) => {
      const target = spokenLanguages[choice.target].en;
      const source = choice.spoken === null ? "its original language" : spokenLanguages[choice.spoken].en;
      return (
        `Transcribe the following speech segment in ${source}, then translate it into ${target}. When formatting the ` +
        `answer, first output the transcription in ${source}, then one newline, then output the string ` +
        `'${target}: ', then the translation in ${target}.`
      );
    },
    "zh-CN": (choice) => {
      const target = spokenLanguages[choice.target]["zh-CN"];
      const [speech, source] = sourceInChinese(choice);
      return (
        `先将以下${speech}语音片段转写出来，然后翻译为 ${target}。格式化答案时，先输出${source}的转写内容，` +
        `然后换行，再输出字符串 '${target}: '，最后输出 ${target} 的翻译。`
      );
    },
  },
  choices: ["spoken", "target"],
  settings: { thinking: false, temperature: 0, maxTokens: 2048, each: "clip" },
  needsDetail: false,
  view: "translation",
};

function sourceInChinese({ spoken }: TaskChoice): readonly [string, string] {
  if (spoken === null) return ["", "原文"];
  const name = ` ${spokenLanguages[spoken]["zh-CN"]} `;
  return [name, name];
}
