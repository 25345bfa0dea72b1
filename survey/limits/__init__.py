"""What keeps one visitor from taking the server away from the others, and what only marks, never refuses."""
