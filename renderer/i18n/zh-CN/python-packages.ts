import type { pythonPackages as english } from "../en/python-packages.ts";

export const pythonPackages: typeof english = {
  title: "运行代码",
  detail:
    "在对话的“工具”菜单中启用“运行代码”后，模型可以在沙盒中运行 Python 和 Bash，沙盒不能联网，也不能访问你的文件。Python 自带标准库。如需处理数组、表格和图表，可以添加以下软件包：",
  name: "numpy、pandas 和 matplotlib",
  contents: (versions, others) => `${versions}，以及它们依赖的 ${others} 个软件包`,
  absent: "未下载",
  partial: (size) => `下载未完成，已保留 ${size}`,
  asking: "正在查询大小…",
  amount: (done, total) => `${done} / ${total}`,
  waits: (reason) => `${reason}。恢复后会自动继续下载。`,
  present: (size) => `已下载，${size}`,
  download: "下载",
  continue: "继续下载",
  remove: "移除",
  question: "下载 numpy、pandas 和 matplotlib？",
  offer: (size, files, host) => `共 ${size}，${files} 个文件，来自 ${host}。`,
  offerDetail:
    "该网站会看到本机的网络地址，但看不到任何对话内容。只有与此版本 Facet 所要求的完全一致的文件才会被使用。你可以随时在这里移除这些软件包。",
  openSettings: "打开设置",
};
