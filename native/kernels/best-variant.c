/*
 * Prints which of llama.cpp's kernels for the processor, each in a library of its own, llama.cpp would choose on this machine: the
 * one that gives itself the highest score. 0 stands for one that can not run here.
 */
#include <dlfcn.h>
#include <stdio.h>

int main(int count, char ** paths) {
  const char * best = NULL;
  int best_score = 0;
  for (int i = 1; i < count; i++) {
    void * library = dlopen(paths[i], RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
      continue;
    }
    int (*score_of)(void) = (int (*)(void)) dlsym(library, "ggml_backend_score");
    const int score = score_of == NULL ? 0 : score_of();
    if (score > best_score) {
      best_score = score;
      best = paths[i];
    }
  }
  if (best == NULL) {
    fputs("none of them can run here\n", stderr);
    return 1;
  }
  puts(best);
  return 0;
}
