/**
 * Runs the program from standard input: as a file of its own, so that tracebacks have its lines and texts of
 * several lines stay as they are. Like a notebook, it prints the value of a last line that is an expression.
 * Without the interpreter's own frames, and with memory for the message when there was none left.
 * @param folder where Python finds the files of the chat
 */
export const pythonRunner = (folder: string) => `
import ast, gc, linecache, os, sys, traceback, types
source = sys.stdin.read()
name = "main.py"
main = types.ModuleType("__main__")
sys.modules["__main__"] = main
sys.path.insert(0, ${JSON.stringify(folder)})
sys.dont_write_bytecode = True
os.environ.pop("_", None)
linecache.cache[name] = (len(source), None, source.splitlines(True), name)
try:
    tree = compile(source, name, "exec", ast.PyCF_ONLY_AST)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), main.__dict__)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), name, "eval"), main.__dict__)
        if value is not None:
            print(repr(value))
except SystemExit:
    raise
except MemoryError:
    main.__dict__.clear()
    gc.collect()
    print("MemoryError", file=sys.stderr)
    sys.exit(1)
except BaseException as error:
    trace = error.__traceback__
    traceback.print_exception(type(error), error, trace and trace.tb_next)
    sys.exit(1)
`;
