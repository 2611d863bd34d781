"""The fourth room: verdicts and findings, told to a person or a machine."""
