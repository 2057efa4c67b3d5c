"""Frames: which words, with which arguments, report which type of act. The YAML files beside this one hold them."""

from __future__ import annotations

from multipolar.news.frames.loader import Frame, FrameError, Frames, load_frames, pack_frames, packaged_frames

__all__ = ["Frame", "FrameError", "Frames", "load_frames", "pack_frames", "packaged_frames"]
