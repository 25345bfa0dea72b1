"""What people wrote, as a page and as a PDF for those charged with cleaning it."""
