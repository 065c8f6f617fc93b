import type { GgufFile } from "../gguf/gguf-writer.ts";
import { scriptedModel } from "./scripted-model.ts";

/**
 * The model that ships with the app, so that the user can chat right after the first start. It states what it
 * is. Where a chat has the calculator, it calls it once.
 */
export function demoModel(): GgufFile {
  return scriptedModel({
    name: "Facet Demo",
    thought: `The user wrote to me, and I should answer honestly.

I am not a language model that understands: I am about a megabyte that knows one text by heart. So I will say that, \
explain what is real here, and how to get a model that can really talk.

我应当如实说明：我只会背这一段话，但界面和引擎都是真的。`,
    calls: [{ name: "calculate", arguments: { expression: "365 * 24 * 60" } }],
    answer: `Hello! I am **Facet’s tiny built-in demo**, and this is the only answer I know, whatever you write.

Everything around me is real, though:

- The engine that runs me is the one that runs the real models.
- All of it happens on this computer; nothing you type leaves it.
- Thinking, Stop and the numbers below work as they always will.
- With the **Calculator** switched on under Tools, I use it once in each chat, to show you how a tool call looks.

To talk to a model that understands you, open **Models**: it shows which Gemma 4 suits this computer, and downloads it. Files \
(\`.gguf\`) that you already have appear there too.

---

你好！我是 **Facet 自带的小演示**，无论你写什么，我都只会这样回答。

不过，我周围的一切都是真的：

- 运行我的引擎，也就是运行真正模型的引擎。
- 全部计算都在这台电脑上完成，你输入的内容不会离开它。
- “思考”“停止”和下方的数字，今后都会照样工作。
- 在“工具”中打开 **计算器**，我会在每个对话里用它一次，让你看看工具调用是什么样子。

想和真正懂你的模型聊天？打开 **模型**：那里会说明哪一款 Gemma 4 适合这台电脑，并为你下载。已有的 \`.gguf\` 文件也会出现在那里。`,
  });
}
