import type { demo as english } from "../en/demo.ts";

export const demo: typeof english = {
  label: "演示模型的限制",
  receiptName: "示例收据.png",
  recordingName: "示例按键音.wav",
  start: "当前是内置的小型演示模型，只会一段预设的回答，也只能识别自带的示例。",
  receiptDetail: "把一张示例收据变成表格。",
  recordingDetail: "听一段示例录音，写出电话按键。",
  anythingDetail: "展示思考过程、表格、代码和公式。",
  readsOnly: "演示模型只能识别与示例相同样式的收据。Gemma 4 能识别你的图片，最小的 E2B 就可以。",
  hearsOnly: "演示模型只能听出示例那样的电话按键音。Gemma 4 E2B、E4B 和 12B 能听懂语音。",
  hasRead: "由演示模型识别，它只认得与示例相同样式的收据。Gemma 4 能识别你的图片，最小的 E2B 就可以。",
  hasHeard: "由演示模型听写，它只认得电话按键音。Gemma 4 E2B、E4B 和 12B 能听懂语音。",
};
