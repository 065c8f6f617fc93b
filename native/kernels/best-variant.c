/*
 * Prints the library of llama.cpp's CPU kernels that llama.cpp would choose on this machine: the one with the
 * highest score. A score of 0 means that the library cannot run here.
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
    fputs("none of the kernel libraries can run on this CPU\n", stderr);
    return 1;
  }
  puts(best);
  return 0;
}
