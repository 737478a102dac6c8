"""What large files took is given back to the system."""

import platform
import subprocess
import sys

import pytest

# Blocks that small ones pin to their places, and how many MB stay when they are free.
_HELD = """
from pathlib import Path
from bsm_service.http_api.server.process_limits import release_large_blocks
if {given_back}:
    release_large_blocks()
def held():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024
del (warm := [bytearray(3_000_000)])[:]
before = held()
pairs = [(bytearray(3_000_000), bytearray(2_000)) for _ in range(30)]
small = [one for _, one in pairs]
del pairs
print(held() - before)
"""


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="only glibc keeps memory so"
)
def test_large_blocks_go_back_to_the_system_when_they_are_free():
    kept = [
        int(subprocess.check_output([sys.executable, "-c", code], text=True))
        for given in (True, False)
        for code in [_HELD.format(given_back=given)]
    ]

    assert kept[0] < 10 < 60 < kept[1]
