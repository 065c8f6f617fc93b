#pragma once

#include <string>

/** Installs a log callback that collects libmtmd's errors per thread and drops all other lines. */
void listenToErrors();

/** Returns and clears this thread's errors, as one line; empty when there are none. */
std::string takeErrors();
