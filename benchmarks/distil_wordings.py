"""Makes the scorer of standards/wordings: one direction per element, and how much likeness to it says.

    python -m benchmarks.distil_wordings            measures, and writes scorer.npz and decision.yaml
    python -m benchmarks.distil_wordings --measure  only measures

Everything is measured across authors: directions learnt from the others' sentences are tried on those of one, who had
seen neither them nor the cues. The directions that are shipped are learnt from all.
"""

from __future__ import annotations

import argparse
import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import yaml
from sklearn.metrics import roc_auc_score

from benchmarks.wordings_bank import VOICES, Array, Bank, Directions, centred, learn, learn_voice, read_bank, united
from benchmarks.wordings_trials import WIDEST, Cues, fitted, report, section_trials, sentence_trials
from evidence_check.resources import standards_dir

_VOICES = {"rules_from": -0.45, "surely_rules_from": 0.8, "surely_records_to": -3.0}
"""The voice of whole documents: on eleven labelled dossiers no rule without a telling title speaks below the first."""
_ASKED = {"asked_from": 0.12}
"""Of 21 clauses that four dossiers in strange words seemed to lack, with a sentence so alike, 16 were not missing."""
_LEAST = 2.0  # log-odds asked of what no cue found: seven in eight; a wrong "you have it" is the worst we can say


def measure(banks: dict[str, Bank], cues: Cues) -> dict[str, float]:
    """Print how well each author's sentences are told by what the others taught; return the weights fitted so."""
    sections = []
    for name, bank in banks.items():
        directions = learn(united([other for author, other in banks.items() if author != name]))
        print(f"{name}, told by the others:\n  sentence by sentence")
        report(sentence_trials(bank, directions, cues))
        print("  in sections")
        trials = section_trials(bank, directions, cues, seed=1)
        report(trials)
        sections.append(trials)
    model = fitted(sections, [0, 1, 2])
    likeness, margin = (round(float(weight), 3) for weight in model.coef_[0][1:])  # the cue's holds where one was found
    intercept = round(float(model.intercept_[0]), 3)
    return {"intercept": intercept, "likeness": likeness, "margin": margin, "widest": WIDEST}


def measure_voice(banks: dict[str, Bank], kinds: dict[str, str]) -> None:
    """Print how well the sentences of rules are told from the entries of records, each author's by the others'."""
    for name, bank in banks.items():
        others = united([other for author, other in banks.items() if author != name])
        mean = learn(others).mean
        direction, bias = learn_voice(others, kinds, mean)
        told = [n for n, r in enumerate(bank.requirements) if bank.states[n] and kinds.get(r) in VOICES]
        rules = [kinds[bank.requirements[n]] == "written_system" for n in told]
        voice = centred(bank.vectors[told], mean) @ direction + bias
        print(f"{name}: rules told from records, AUC {roc_auc_score(rules, voice):.3f}")


def digest(folder: Path) -> str:
    """Return the sha256 over all wordings: the scorer says by it what it was made of."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*/*.yaml")):
        total.update(f"{path.parent.name}/{path.name}\0".encode() + path.read_bytes())
    return total.hexdigest()


def write(directions: Directions, voice: tuple[Array, float], weights: dict[str, float], folder: Path) -> None:
    """Write scorer.npz and decision.yaml."""
    scales = np.abs(directions.matrix).max(axis=1) / 127
    with io.BytesIO() as buffer:
        np.savez_compressed(
            buffer,
            mean=directions.mean,
            directions=np.round(directions.matrix / scales[:, None]).astype(np.int8),
            scales=scales.astype(np.float32),
            thresholds=directions.thresholds,
            voice=voice[0],
            voice_bias=np.float32(voice[1]),
            elements=np.array("\n".join(f"{slug} {key}" for slug, key in directions.rows)),
            made_of=np.array(digest(folder)),
        )
        (folder / "scorer.npz").write_bytes(buffer.getvalue())
    head = "# Written by benchmarks/distil_wordings.py; README.md says what it means.\n"
    text = yaml.safe_dump({**weights, "least": _LEAST, **_VOICES, **_ASKED}, sort_keys=False)
    (folder / "decision.yaml").write_text(head + text, encoding="utf-8")


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure, and write unless told not to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="only measure")
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    folder = standards_dir() / "wordings"
    banks = {author.name: read_bank(author) for author in sorted(folder.iterdir()) if author.is_dir()}
    print(f"{len(banks)} authors, {sum(len(bank.texts) for bank in banks.values())} sentences")
    cues = Cues()
    kinds = {name: requirement.kind for name, requirement in cues.requirements.items()}
    weights = measure(banks, cues)
    measure_voice(banks, kinds)
    if not options.measure:
        bank = united(list(banks.values()))
        directions = learn(bank)
        write(directions, learn_voice(bank, kinds, directions.mean), weights, folder)


if __name__ == "__main__":
    main()
