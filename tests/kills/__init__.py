"""Commands killed at named points and at random, and disks that are full: nothing that was said to be safe is lost."""
