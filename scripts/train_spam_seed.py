"""Makes the seed model of the spam check from a file of judged texts, and says how well it does.

    python scripts/train_spam_seed.py spam.jsonl [--threads threads.jsonl] [--measure]

Lines have `text`, `label` (spam or ham) and `origin`. Only rows of the UCI collections are learnt, whose licence
(CC BY 4.0) allows it; all others serve as a test from elsewhere. `--measure` prints figures and writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forum.gatekeeping.spam.features import BITS
from forum.gatekeeping.spam.learning import Example, learn, measure, split
from forum.gatekeeping.spam.model import Model
from forum.gatekeeping.spam.seed import FOLDER, MANIFEST, WEIGHTS

MAY_LEARN = ("uci-sms", "uci-youtube")
SOURCES = (
    "YouTube Spam Collection, T. C. Alberto, J. V. Lochter, T. A. Almeida, UCI, CC BY 4.0",
    "SMS Spam Collection, T. A. Almeida, J. M. Gómez Hidalgo, UCI, CC BY 4.0",
)
THRESHOLDS = (0.5, 0.8, 0.9)
FORUM_POSTS = 3_000


def main() -> None:
    """Train, measure, print, and write unless told otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--threads", type=Path)
    parser.add_argument("--measure", action="store_true")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.rows.read_text("utf-8").splitlines()]
    own = [row for row in rows if row["origin"] in MAY_LEARN]
    lessons, kept_back = split(_examples(own))
    began = time.perf_counter()
    model = learn(lessons)
    print(f"learnt {len(lessons)} texts in {time.perf_counter() - began:.1f} s")
    figures = {"held back (30 % of the UCI rows)": _figures(model, kept_back)}
    for origin in sorted({row["origin"] for row in rows} - set(MAY_LEARN)):
        figures[origin] = _figures(model, _examples([row for row in rows if row["origin"] == origin]))
    if asked.threads:
        figures["ordinary forum posts"] = _figures(model, _posts(asked.threads))
    _print(figures)
    began = time.perf_counter()
    for each in kept_back:
        model.score(each.text)
    print(f"{len(kept_back) / (time.perf_counter() - began):,.0f} texts a second")
    if not asked.measure:
        _write(learn(lessons + kept_back), len(lessons) + len(kept_back), figures)


def _examples(rows: Sequence[dict[str, Any]]) -> list[Example]:
    return [Example(row["text"], row["label"] == "spam") for row in rows]


def _posts(file: Path) -> list[Example]:
    topics = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    posts = [post["body"] for topic in topics for post in topic["posts"]]
    chosen = random.Random(7).sample(posts, min(FORUM_POSTS, len(posts)))  # noqa: S311 - the same sample each time
    return [Example(body, False) for body in chosen]


def _figures(model: Model, examples: Sequence[Example]) -> list[dict[str, float]]:
    found = []
    for threshold in THRESHOLDS:
        one = measure(model, examples, threshold)
        found.append(
            {
                "threshold": threshold,
                "spam": one.spam,
                "ham": one.ham,
                "precision": round(one.precision, 3),
                "recall": round(one.recall, 3),
                "false alarms": round(one.false_alarm_rate, 4),
            }
        )
    return found


def _print(figures: dict[str, list[dict[str, float]]]) -> None:
    for name, lines in figures.items():
        print(name)
        for line in lines:
            print("   ", "  ".join(f"{key} {value}" for key, value in line.items()))


def _write(model: Model, count: int, figures: dict[str, list[dict[str, float]]]) -> None:
    FOLDER.mkdir(exist_ok=True)
    packed = model.pack()
    WEIGHTS.write_bytes(packed)
    manifest = {
        "what": "Logistic regression over hashed features; holds no text",
        "features": f"words, pairs of words, pieces of 3 to 5 letters, shapes of links, hashed to {BITS} bits",
        "trained on": list(SOURCES),
        "rows": count,
        "figures": figures,
        "note": "The figures are of the same training on 70 % of the rows; the shipped weights have learnt all.",
        "sha256": hashlib.sha256(packed).hexdigest(),
        "bytes": len(packed),
    }
    MANIFEST.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"wrote {len(packed):,} bytes")


if __name__ == "__main__":
    main()
