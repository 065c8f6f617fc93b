@echo off
rem The command "facet" of an installed app: runs its command line in the Node.js that the app brings (ADR 49).
setlocal
rem Options that are meant for other programs, such as a debugger's.
set "NODE_OPTIONS="
"%~dp0..\node\node.exe" --disable-warning=ExperimentalWarning "%~dp0..\app.asar.unpacked\dist\command\cli.js" %*
