"""The observed world: labelled, validated, frozen."""

from multipolar.world.files import (
    load_world,
    packaged_worlds,
    repair_file,
    save_world,
    world_from_xarray,
    world_to_xarray,
)
from multipolar.world.model import World, final_demand
from multipolar.world.satellites import REST, SatelliteData, satellite_codes, satellite_data, silent_codes
from multipolar.world.summary import world_summary

__all__ = [
    "REST",
    "SatelliteData",
    "World",
    "final_demand",
    "load_world",
    "packaged_worlds",
    "repair_file",
    "satellite_codes",
    "satellite_data",
    "save_world",
    "silent_codes",
    "world_from_xarray",
    "world_summary",
    "world_to_xarray",
]
