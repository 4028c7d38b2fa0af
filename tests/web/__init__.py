"""Tests of the site, with the real store and the real engine."""
