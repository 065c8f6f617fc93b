import type { MessageCatalog } from "../message-catalog.ts";

export const template: MessageCatalog["template"] = {
  title: "对话模板",
  edited: "已修改",
  unsaved: "有未保存的修改",
  editor: "模板",
  hints: {
    file: "用 Jinja 语言规定对话以何种格式提供给模型。模型文件自带的模板适合大多数情况。",
    "built-in":
      "用 Jinja 语言规定对话以何种格式提供给模型。模型文件没有自带模板，Facet 使用为 Gemma 4 内置的模板。",
    none: "用 Jinja 语言规定对话以何种格式提供给模型。模型文件没有自带模板，在此保存模板后才能使用该模型。",
  },
  save: "保存模板",
  reset: "恢复原始模板",
  saved: "对话模板已保存",
  savedDetail: "发送下一条消息时会用它重新加载模型。",
  wasReset: "已恢复原始对话模板",

  preview: "预览",
  prompt: "一段简短对话的提示词",
  thinking: "思考",
  thinkingInPreview: "思考（预览）",
  kinds: { control: "控制 token", template: "模板文字", content: "消息内容" },
  noPreview: "修正模板后才能显示预览。",
  tokens: (count) => `${count} 个 token`,
  tokensUnknown: "加载模型后才能统计 token 数。",

  errors: "无法保存此模板：",
  warnings: "可以使用此模板，但请注意：",
  line: (line) => `第 ${line} 行`,
  goToLine: (line) => `转到第 ${line} 行`,
  withConsequence: (problem, consequence) => `${problem}${consequence}`,
  problems: {
    blank: "模板为空。",
    "too-long": (limit) => `模板超过 ${limit} 个字符。`,
    "does-not-parse": (detail) => `Jinja 语法错误：${detail}。`,
    "unclosed-block": (keyword) => `{% ${keyword} %} 缺少对应的 {% end${keyword} %}。`,
    "does-not-render": (detail) => `模板报错：${detail}。`,
    "too-slow": "模板运行时间过长，或占用内存过多。",
    "drops-message": {
      system: "模板没有输出系统提示词。",
      user: "模板没有输出你的消息。",
      assistant: "模板没有输出模型的回复。",
    },
    "repeats-message": "模板重复输出了部分消息。",
    "wrong-order": "模板改变了消息的顺序。",
    "no-generation-cue": "提示词结尾没有回复的开头标记，模型会接着写你的消息，而不是回答。",
    "no-turn-marks": "消息之间没有分隔，模型无法区分每句话出自谁。",
    "thinking-has-no-effect": "“思考”开关不起作用。",
  },
  consequences: {
    "one-message": "所有消息都会失败。",
    "several-turns": "第一条之后的消息都会失败。",
    "system-prompt": "带系统提示词的对话会失败。",
    thinking: "开启“思考”时消息会失败。",
    image: "带图片或音频的消息会失败。",
  },
};
