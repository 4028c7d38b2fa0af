"""Run as a script: sets hard limits on this process and becomes another program, which inherits them.

Arguments: seconds of processor time, bytes of memory, bytes a file it writes may have, then the command.
"""

import os
import resource
import sys

if __name__ == "__main__":
    seconds, memory, written, *command = sys.argv[1:]
    for limit, value in (
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_FSIZE, int(written)),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (most, most))
    os.execvp(command[0], command)  # noqa: S606 becoming the program, without a shell, is what this script is for
