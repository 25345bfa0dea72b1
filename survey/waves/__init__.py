"""Waves from plan to freezing: questionnaires, designs, doors, jobs and retention."""
