#!/usr/bin/env python3
"""Its first line ends as under Windows."""
import echo
