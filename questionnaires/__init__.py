"""What is asked: questionnaires as YAML, one file a version, and the answer string."""
