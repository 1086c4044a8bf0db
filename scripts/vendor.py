"""Re-create the vendored front-end files from the npm registry, as written down in static/vendor/manifest.json.

    python scripts/vendor.py            fetch every package, write the files, stop where a sha256 differs
    python scripts/vendor.py --accept   the same, and write the new sha256 into the manifest (after a version bump)
    python scripts/vendor.py --check    compare the files that are here with the manifest, without fetching

`npm pack` fetches each package from whichever registry npm is set to use; nothing of a package is ever run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "static" / "vendor" / "manifest.json"
Package = dict[str, Any]


def fetch(package: Package, folder: Path) -> Path:
    """Download `package` into `folder` and return the folder of its files."""
    wanted = f"{package['name']}@{package['version']}"
    packed = subprocess.run(
        ["npm", "pack", "--silent", wanted], cwd=folder, check=True, capture_output=True, text=True
    )
    unpacked = folder / "unpacked" / package["name"]
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(unpacked, filter="data")
    return unpacked / "package"


def read_symbol(name: str, icon: str, files: Path) -> str:
    """Return one icon as a `<symbol>`; `icon` may name its weight, as in `fill:heart`."""
    weight, _, plain = icon.rpartition(":")
    weight = weight or "regular"
    file = f"{plain}-{weight}.svg" if weight != "regular" else f"{plain}.svg"
    source = (files / "assets" / weight / file).read_text()
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
    if not drawing:
        raise ValueError(f"no drawing in {file}")
    return f'<symbol id="{name}" viewBox="0 0 256 256">{drawing[1].strip()}</symbol>'


def build_sprite(symbols: dict[str, str], files: Path) -> bytes:
    """Return one SVG that holds every icon of the interface."""
    lines = [read_symbol(name, icon, files) for name, icon in symbols.items()]
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *lines, "</svg>", ""]).encode()


def contents(package: Package, files: Path) -> dict[str, tuple[dict[str, str], bytes]]:
    """Return, for each file to write, its entry in the manifest and its bytes."""
    found = {path: (entry, (files / entry["from"]).read_bytes()) for path, entry in package["files"].items()}
    if sprite := package.get("sprite"):
        found[sprite["path"]] = (sprite, build_sprite(sprite["symbols"], files))
    return found


def recreate(manifest: dict[str, list[Package]], accept: bool) -> list[str]:
    """Write every vendored file; return the paths whose bytes are not those of the manifest."""
    differing = []
    with tempfile.TemporaryDirectory() as temporary:
        for package in manifest["packages"]:
            for path, (entry, data) in contents(package, fetch(package, Path(temporary))).items():
                digest = hashlib.sha256(data).hexdigest()
                if digest != entry["sha256"] and not accept:
                    differing.append(path)
                    continue
                entry["sha256"] = digest
                (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
                (ROOT / path).write_bytes(data)
    return differing


def compare(manifest: dict[str, list[Package]]) -> list[str]:
    """Return the paths that are missing here or differ from the manifest."""
    entries: dict[str, dict[str, str]] = {}
    for package in manifest["packages"]:
        entries |= package["files"]
        if sprite := package.get("sprite"):
            entries[sprite["path"]] = sprite
    return [
        path
        for path, entry in entries.items()
        if not (ROOT / path).exists()
        or hashlib.sha256((ROOT / path).read_bytes()).hexdigest() != entry["sha256"]
    ]


def main() -> int:
    """Do what the command line asks; return 1 when a file differs from the manifest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--accept", action="store_true", help="write new checksums into the manifest")
    parser.add_argument("--check", action="store_true", help="compare only, fetch nothing")
    arguments = parser.parse_args()
    manifest = json.loads(MANIFEST.read_text())
    differing = compare(manifest) if arguments.check else recreate(manifest, arguments.accept)
    if arguments.accept:
        MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    for path in differing:
        print(f"{path}: not the file that the manifest describes", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
