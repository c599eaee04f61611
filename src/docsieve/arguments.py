"""What is raised for an argument that cannot be used."""


class ArgumentError(ValueError):
    """An argument somebody gave cannot be used; the message says which, and what is allowed.

    A ``ValueError`` of another class is a fault of ours: commands show its traceback.
    """
