"""Work for later: the queue, the worker that takes from it, what can be ordered, and the files it makes."""
