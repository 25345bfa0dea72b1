"""The tests of the room survey."""
