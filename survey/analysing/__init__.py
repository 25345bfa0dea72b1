"""From a file of answers to figures and reports: the road of `hailong analyse`."""
