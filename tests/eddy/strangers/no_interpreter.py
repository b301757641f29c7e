#!/nowhere/python3
"""Its interpreter is not there."""
import echo
