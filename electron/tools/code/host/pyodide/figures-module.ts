/** Where Python finds the module, outside the folder of the chat. */
export const figuresModule = {
  folder: "/lib/facet",
  name: "facet_figures",
  /**
   * Matplotlib's backend in the sandbox: Agg, whose `show` writes each open figure as a PNG into the folder, where it
   * is shown to the user like every new file. Matplotlib calls the manager's function, and older ones the module's.
   */
  code: `
import os
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg


class FigureManager(FigureManagerBase):
    @classmethod
    def pyplot_show(cls, *, block=None):
        for manager in Gcf.get_all_fig_managers():
            number = 1
            while os.path.exists(f"figure-{number}.png"):
                number += 1
            manager.canvas.figure.savefig(f"figure-{number}.png", bbox_inches="tight")
        Gcf.destroy_all()


class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager


def show(*args, **kwargs):
    FigureManager.pyplot_show()
`,
} as const;

/** Variables with which matplotlib uses the module, and keeps its settings and fonts out of the folder. */
export const figuresEnvironment = {
  MPLBACKEND: `module://${figuresModule.name}`,
  MPLCONFIGDIR: "/tmp/matplotlib",
} as const;
