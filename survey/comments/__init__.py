"""What people wrote, on its way out to those charged with it."""
