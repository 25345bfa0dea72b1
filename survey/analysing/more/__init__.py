"""The tables that `hailong analyse --also` writes beside the estimates, a module for each."""
