"""Pages: forms that work without script, sections of the use cases around them. No rule, no arithmetic, no guard."""
