"""How the collecting of a wave goes: counts of ballots, doors, devices, response rates; never an answer."""
