import { describe, expect, it } from "vitest";
import { importedModules, missingModules } from "./imported-modules.ts";

describe("importedModules", () => {
  it.each([
    ["import numpy", ["numpy"]],
    ["import os, numpy as np , pandas.core", ["os", "numpy", "pandas"]],
    ["from matplotlib import pyplot as plt", ["matplotlib"]],
    ["from matplotlib.pyplot import (\n  plot,\n  show)", ["matplotlib"]],
    ["try:\n    import numpy # fast\nexcept ImportError:\n\timport math; import re", ["numpy", "math", "re"]],
    ["if x: import numpy", ["numpy"]],
    ["from . import helper\nfrom .sub import x", []],
    ["important = 1\nx = 'import numpy'\nimport_numpy()", []],
    ["", []],
  ])("finds what %j imports", (code, expected) => {
    expect(importedModules(code)).toEqual(expected);
  });

  it("takes time in proportion to the program", () => {
    const code = "import a, b, c\n".repeat(50_000) + "import ".repeat(50_000) + ";".repeat(50_000);
    expect(importedModules(code)).toContain("c");
  });
});

describe("missingModules", () => {
  it("reads the errors of Python and of pandas", () => {
    expect(
      missingModules(`ModuleNotFoundError: No module named 'numpy.linalg'
ImportError: matplotlib is required for plotting when the default backend "matplotlib" is selected.
ImportError: Missing optional dependency 'jinja2'. DataFrame.style requires jinja2.`),
    ).toEqual(["numpy", "matplotlib", "jinja2"]);
    expect(missingModules("ImportError: cannot import name 'x' from 'y'")).toEqual([]);
  });
});
