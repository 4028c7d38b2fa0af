"""One contract, every engine."""

import pytest

pytest.register_assert_rewrite("tests.engines.contract")
