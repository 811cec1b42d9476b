"""Proposes an ``enterprise.yaml`` from what a dossier's documents say, each value with the quote it rests on.

``observe`` looks at one document, ``propose`` unites what was seen, ``render`` writes it for a person to correct;
``initialise`` does all three for a folder. Values are few and sure: where documents disagree, nothing is chosen.
What documents call things is data, ``standards/proposal.yaml``.
"""

from evidence_check.proposal.initialise import initialise
from evidence_check.proposal.model import Answer, Observations, Proposal
from evidence_check.proposal.observe import Observer
from evidence_check.proposal.propose import propose
from evidence_check.proposal.render import render

__all__ = ["Answer", "Observations", "Observer", "Proposal", "initialise", "propose", "render"]
