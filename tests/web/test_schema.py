"""Requests made up from the OpenAPI document: no fault of the server, and no status that is not documented."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from multipolar.web import create_app
from multipolar.web.openapi import document
from web.live_server import Live

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    unsupported_method,
    allow_header_conformance,
]
"""Not `positive_data_acceptance`: a scenario of the right shape may still name nobody that there is."""
EXAMPLES = {"/api/questions/{name}": 4, "/api/order": 5}
"""Fewer where a valid request takes seconds."""


def _document() -> dict[str, Any]:
    app = create_app(warm=False)
    app.state.service.close()
    return document(app)


SCHEMA = schemathesis.openapi.from_dict(_document())
OPERATIONS = {f"{o.ok().method.upper()} {o.ok().path}": o.ok() for o in SCHEMA.get_all_operations()}


CASES = [
    pytest.param(operation, mode, id=f"{name} {mode.value}")
    for name, operation in OPERATIONS.items()
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or operation.body or operation.query or operation.path_parameters
]
"""Every address with requests as documented, and with others where there is anything to send."""


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_made_up_requests(live: Live, operation: Any, mode: GenerationMode) -> None:
    quick = [
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ]

    @settings(max_examples=EXAMPLES.get(operation.path, 15), deadline=None, suppress_health_check=quick, phases=[Phase.generate])  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def tried(case: Any) -> None:
        case.call_and_validate(base_url=live.url, checks=CHECKS, timeout=120)

    tried()
    with live.client() as own:
        assert own.get("/api/health").status_code == 200
