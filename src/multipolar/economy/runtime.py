"""How JAX runs here: compiled code kept in the user's cache directory, double precision inside our calls alone."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import Any

import jax

__all__ = ["cache_directory", "prepare_jax"]


def cache_directory() -> Path:
    """Directory for compiled code: `MULTIPOLAR_CACHE`, else the user's cache directory."""
    given = os.environ.get("MULTIPOLAR_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(given) if given else Path(base) / "multipolar"


@functools.cache
def prepare_jax() -> None:
    """Switch on the compilation cache; called before the first compilation."""
    update: Any = jax.config.update
    directory = cache_directory() / "jax"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        writable = os.access(directory, os.W_OK)
    except OSError:
        writable = False
    if writable:  # without it the first solve compiles for a second or two; the numbers are the same
        update("jax_compilation_cache_dir", str(directory))
        update("jax_persistent_cache_min_compile_time_secs", 0.0)
        update("jax_persistent_cache_min_entry_size_bytes", 0)
