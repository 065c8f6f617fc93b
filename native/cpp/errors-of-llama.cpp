#include "errors-of-llama.h"

#include "mtmd.h"

static thread_local std::string complaints;

static void keepErrors(ggml_log_level level, const char * text, void *) {
  if (level == GGML_LOG_LEVEL_ERROR) {
    complaints += text;
  }
}

void listenToErrors() {
  mtmd_log_set(keepErrors, nullptr);
}

std::string takeErrors() {
  std::string line;
  line.swap(complaints);
  for (auto & character : line) {
    character = character == '\n' ? ' ' : character;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}
