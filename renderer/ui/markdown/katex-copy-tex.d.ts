declare module "katex/contrib/copy-tex";
