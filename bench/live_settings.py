"""The production settings, with the plain view beside the product's."""

from actionlearning.settings import *  # noqa: F403

ROOT_URLCONF = "bench.baseline_view"
