"""One ballot from a request to the disk: the contract, the door, the one writer."""
