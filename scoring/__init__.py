"""How decisions are judged: the catalogue of principles, and the arithmetic of merit, regret and luck.

Plain values and pure functions over plain numbers. Nothing here knows what a scenario is, reads a file or
asks the time.
"""
