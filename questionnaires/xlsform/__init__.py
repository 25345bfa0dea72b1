"""Questionnaires written as an XLSForm: the sheets survey, choices and settings of a workbook."""
