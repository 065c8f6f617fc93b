import type { InBothLanguages } from "./prompt-language.ts";

/** Languages by BCP 47 tag. Gemma 4 supports many more, which the user can write into the prompt. */
export const spokenLanguages = {
  ar: { en: "Arabic", "zh-CN": "阿拉伯语" },
  bn: { en: "Bengali", "zh-CN": "孟加拉语" },
  zh: { en: "Chinese", "zh-CN": "中文" },
  cs: { en: "Czech", "zh-CN": "捷克语" },
  da: { en: "Danish", "zh-CN": "丹麦语" },
  nl: { en: "Dutch", "zh-CN": "荷兰语" },
  en: { en: "English", "zh-CN": "英语" },
  fi: { en: "Finnish", "zh-CN": "芬兰语" },
  fr: { en: "French", "zh-CN": "法语" },
  de: { en: "German", "zh-CN": "德语" },
  el: { en: "Greek", "zh-CN": "希腊语" },
  he: { en: "Hebrew", "zh-CN": "希伯来语" },
  hi: { en: "Hindi", "zh-CN": "印地语" },
  hu: { en: "Hungarian", "zh-CN": "匈牙利语" },
  id: { en: "Indonesian", "zh-CN": "印度尼西亚语" },
  it: { en: "Italian", "zh-CN": "意大利语" },
  ja: { en: "Japanese", "zh-CN": "日语" },
  ko: { en: "Korean", "zh-CN": "韩语" },
  no: { en: "Norwegian", "zh-CN": "挪威语" },
  fa: { en: "Persian", "zh-CN": "波斯语" },
  pl: { en: "Polish", "zh-CN": "波兰语" },
  pt: { en: "Portuguese", "zh-CN": "葡萄牙语" },
  ro: { en: "Romanian", "zh-CN": "罗马尼亚语" },
  ru: { en: "Russian", "zh-CN": "俄语" },
  es: { en: "Spanish", "zh-CN": "西班牙语" },
  sv: { en: "Swedish", "zh-CN": "瑞典语" },
  th: { en: "Thai", "zh-CN": "泰语" },
  tr: { en: "Turkish", "zh-CN": "土耳其语" },
  uk: { en: "Ukrainian", "zh-CN": "乌克兰语" },
  vi: { en: "Vietnamese", "zh-CN": "越南语" },
} as const satisfies Readonly<Record<string, InBothLanguages<string>>>;

export type SpokenLanguage = keyof typeof spokenLanguages;
