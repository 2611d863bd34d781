"""A suite as the files of pandera and Great Expectations."""

import json

from .suite import Suite


def exported(suite: Suite, kind: str) -> str:
    """The text of the file: ``pandera``, a schema in YAML; ``gx``, an expectation suite in JSON."""
    if kind == "pandera":
        return str(suite.to_pandera().to_yaml())
    return json.dumps(suite.to_gx().to_json_dict(), indent=2, ensure_ascii=False) + "\n"
