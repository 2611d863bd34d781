"""Corpora of `release.py` that are made once and kept, since making one takes as long as judging it."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
KEPT = Path(tempfile.gettempdir()) / "newsgate-corpora"
#: What a corpus is made by: after a change of any of these it is another one.
MAKERS = ("release.py", "defects.py", "scale.py", "republish.py", "writing.py")
SEED = 2026


def corpus(articles: int, kind: str = "parquet", seed: int = SEED, kept: Path = KEPT) -> Path:
    """The folder of a corpus, made now where it is not there."""
    makers = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in MAKERS)).hexdigest()[:8]
    folder = kept / f"{articles}-{kind}-{seed}-{makers}"
    if folder.is_dir():
        return folder
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    asked = ["--articles", str(articles), "--format", kind, "--seed", str(seed), "--output", str(unfinished)]
    subprocess.run([sys.executable, str(HERE / "release.py"), *asked], check=True, stdout=subprocess.DEVNULL)
    return unfinished.rename(folder)


def size(path: Path) -> int:
    """Bytes of a file, or of all in a folder."""
    return sum(one.stat().st_size for one in ([path] if path.is_file() else path.rglob("*")) if one.is_file())
