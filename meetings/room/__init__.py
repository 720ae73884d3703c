"""The live room: the ninety minutes."""
