"""Tests of the verification of printed reports."""
