"""Before the fieldwork: the sample size of `hailong plan`, the random draw of `hailong draw`."""
