// Windows only; written from the documentation of delayed loading, not run yet. The addon imports Node's
// functions from "node.exe". In Electron the executable has another name, so the running executable is
// substituted.
#include <windows.h>

#include <delayimp.h>
#include <string.h>

static FARPROC WINAPI answer_with_this_executable(unsigned event, PDelayLoadInfo info) {
  if (event != dliNotePreLoadLibrary || _stricmp(info->szDll, "node.exe") != 0) {
    return nullptr;
  }
  return reinterpret_cast<FARPROC>(GetModuleHandleW(nullptr));
}

decltype(__pfnDliNotifyHook2) __pfnDliNotifyHook2 = answer_with_this_executable;
