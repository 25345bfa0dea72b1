"""The demonstration: two runs from files, and a simulated province with its database, reports and pages."""
